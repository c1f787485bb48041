import { afterAll, beforeAll, describe, it } from 'vitest';
import { bootWorld, createWorld, endWorld } from './harness/world.ts';
import { aViewer } from './journeys/a-viewer.ts';
import { anAccount } from './journeys/account.ts';
import { auditPage } from './journeys/audit-page.ts';
import { canaries } from './journeys/canaries.ts';
import { changeProvider } from './journeys/change-provider.ts';
import { environment } from './journeys/environment.ts';
import { fromSignUpToAnswer } from './journeys/from-sign-up-to-answer.ts';
import { identities } from './journeys/identities.ts';
import { keys } from './journeys/keys.ts';
import { members } from './journeys/members.ts';
import { removeBot } from './journeys/remove-bot.ts';
import { removal } from './journeys/removal.ts';
import { reset } from './journeys/reset.ts';
import { roles } from './journeys/roles.ts';
import { settingsAndLogs } from './journeys/settings-and-logs.ts';
import { support } from './journeys/support.ts';
import { theSandbox } from './journeys/the-sandbox.ts';
import { whenItBreaks } from './journeys/when-it-breaks.ts';

// The journeys share one stack and its sandboxes, so they run in this order.
const world = createWorld();
beforeAll(() => bootWorld(world));
afterAll(() => endWorld(world));

fromSignUpToAnswer(world);
theSandbox(world);
aViewer(world);
settingsAndLogs(world);
auditPage(world);
const operatorsBot = members(world);
roles(world);
// Olga is left out: a bot bears her name, and a bot's name is nothing personal.
support(world, { organisation: 'Harbour Bakery', personal: ['Mira', 'Jo', 'Ben'] });
describe('the operator’s bot', () => {
  it('is deleted by the owner', () => removeBot(world, operatorsBot(), 'Olga’s clerk'));
});
anAccount(world);
reset(world);
identities(world);
changeProvider(world);
keys(world);
environment(world);
whenItBreaks(world);
canaries(world);
removal(world);
