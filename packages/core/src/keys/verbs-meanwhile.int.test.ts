import { afterAll, beforeAll, expect, test } from 'vitest';
import { configureBot } from '../bot/configure-bot.ts';
import { draftVariables } from '../bot/draft-variables.ts';
import { getConfig } from '../bot/get-config.ts';
import { getEnvironment } from '../bot/get-environment.ts';
import type { Context } from '../context.ts';
import { inviteMember } from '../member/invite-member.ts';
import {
  fillSealed,
  makeBareOrganisation,
  makeBot,
  makeKeyRequest,
  makeOrganisation,
  makeUser,
  startProcess,
} from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { rotateData } from './rotate-data.ts';
import { rotateMaster } from './rotate-master.ts';
import { verifyKeys } from './verify-keys.ts';

const services = useTestServices();
let dashboard: Awaited<ReturnType<typeof startProcess>>;
let owner: Context;
let botId: string;
beforeAll(async () => {
  dashboard = await startProcess(services);
  const ours = await makeOrganisation(dashboard);
  owner = { ...ours.owner, services: dashboard };
  ({ botId } = await makeBot(owner));
  await fillSealed(dashboard, ours.organisationId, { bots: 3, each: 20 });
});
afterAll(() => dashboard.close());

test('verbs of another process read and write through both rotations, and see what they wrote', async () => {
  const { name, instructions, modelId, version } = await getConfig(owner, { botId });
  let expectedVersion = version;
  const ended = new AbortController();
  let rounds = 0;
  const work = async () => {
    while (!ended.signal.aborted) {
      rounds += 1;
      const about = `We open at ${rounds}.`;
      ({ version: expectedVersion } = await configureBot(owner, {
        botId,
        expectedVersion,
        name,
        instructions,
        modelId,
        about,
      }));
      expect((await getConfig(owner, { botId })).about).toBe(about);
      await draftVariables(owner, { botId, changes: [{ name: 'SHOP_URL', secret: false, value: about }] });
      const { draft } = await getEnvironment(owner, { botId });
      expect(draft.map(({ value }) => value)).toEqual([about]);
      if (rounds < 50) await inviteMember(owner, { email: `jo-${rounds}@example.com`, role: 'viewer' });
      // Somebody new gets a data key, whichever master key is in use by then.
      await makeUser(dashboard, { organisationId: await makeBareOrganisation(dashboard), role: 'owner' });
    }
  };
  const request = await makeKeyRequest(services);
  const working = work().catch((error: unknown) => {
    ended.abort();
    throw error;
  });
  const rotations = async () => {
    expect(await rotateMaster(request, { provider: 'pbkdf2' })).toMatchObject({ masterKey: 2, emptied: [1] });
    const { organisationId } = owner;
    expect(await rotateData(request, { organisationId })).toMatchObject({ unopened: [], emptied: 1 });
    expect(await rotateData(request, { organisationId })).toMatchObject({ unopened: [], emptied: 1 });
    ended.abort();
  };
  await Promise.all([working, rotations()]);
  expect(rounds).toBeGreaterThan(0);
  expect((await verifyKeys(request)).unopened).toEqual([]);
  await request.close();
});
