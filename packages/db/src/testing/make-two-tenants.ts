import { randomUUID } from 'node:crypto';
import { insertOf, mustCommit, type Statement } from './bare-sql.ts';
import { tablesWith } from './catalogue.ts';
import type { Connection } from './connect-to.ts';
import { makePlace, writeTold } from './make-place.ts';
import { sampleRows, type Place } from './sample-rows.ts';

/** Tables that an event of the log fills by itself. */
const BY_THEMSELVES = ['AuditChain', 'AuditEvent'];
/** Tables of clawberth_keeper, which the app cannot write. */
const OF_KEEPER = ['ObservationMark', 'RefusalTally'];
/** Tables with one row an organisation. */
const ONE_EACH = ['FingerprintKey'];

/** Two organisations, each with two bots and a row in every table of an organisation. A table without a sample throws. */
export async function makeTwoTenants(owner: Connection): Promise<{ ours: Tenant; theirs: Tenant }> {
  return { ours: await makeTenant(owner), theirs: await makeTenant(owner) };
}

/** userId is its owner; botId and otherBotId are its bots. */
export type Tenant = Place & { otherBotId: string };

async function makeTenant(owner: Connection): Promise<Tenant> {
  const place = await makePlace(owner);
  const otherBot = sampleRows.Bot(place);
  const otherBotId = String(otherBot['id']);
  await writeTold(owner, place.organisationId, [
    insertOf('Bot', otherBot),
    insertOf('Membership', { ...sampleRows.Membership(place), role: 'owner' }),
  ]);
  const withoutRow = new Set([...BY_THEMSELVES, ...OF_KEEPER, 'Bot', 'Membership']);
  for (const table of await tablesWith(owner, 'organisationId')) {
    const row = Object.entries(sampleRows).find(([name]) => name === table)?.[1];
    if (row === undefined) throw new Error(`How does a row of ${table} look?`);
    if (OF_KEEPER.includes(table)) await mustCommit(owner, [insertOf(table, row(place))]);
    if (withoutRow.has(table)) continue;
    for (const botId of ONE_EACH.includes(table) ? [place.botId] : [place.botId, otherBotId])
      await writeTold(owner, place.organisationId, [insertOf(table, row({ ...place, botId }))]);
  }
  return { ...place, otherBotId };
}

/** A person, with what else makes them who they are. Gives their id. */
export async function makePerson(
  owner: Connection,
  { organisationId }: Place,
  also: (userId: string) => readonly Statement[] = () => [],
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const id = randomUUID();
  const user = { ...sampleRows.User({ organisationId, userId: id, botId: '' }), id, ...changes };
  await writeTold(owner, organisationId, [insertOf('User', user), ...also(id)]);
  return id;
}
