import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint } from '@clawberth/audit-chain';
import { afterAll, expect, test, vi } from 'vitest';
import { makeBot, makeOrganisation, writeAsSystem, type TestOrganisation } from '../../testing/index.ts';
import { tamper } from '../../testing/tamper.ts';
import { useTableOwner } from '../../testing/use-table-owner.ts';
import { useTestServices } from '../../testing/use-test-services.ts';
import { openAuditServices } from './open-audit-services.ts';
import { readCheckpoints } from './read-checkpoints.ts';
import { signCheckpoint } from './sign-checkpoint.ts';
import { signDueCheckpoints } from './sign-due-checkpoints.ts';

const services = useTestServices();
const owner = useTableOwner(services);
afterAll(() => void vi.useRealTimers());

/** As if the chain's newest event had happened then: later ones may follow it in time. */
const tamperTime = ({ organisationId }: TestOrganisation, day: string) =>
  tamper(owner, () =>
    owner.query(`update "AuditChain" set "occurredAt" = $2 where "organisationId" = $1`, [organisationId, day]),
  );
const headOf = async ({ organisationId }: TestOrganisation) =>
  services.behind.auditChain.findUniqueOrThrow({ where: { organisationId } });
const grow = ({ organisationId }: TestOrganisation) => writeAsSystem(services, organisationId, () => Promise.resolve());
const fileOf = ({ organisationId }: TestOrganisation) => join(services.checkpointDir, `${organisationId}.checkpoints`);
async function notesOf({ organisationId }: TestOrganisation): Promise<string[]> {
  const notes: string[] = [];
  for await (const note of services.audit.checkpoints.notes(organisationId)) notes.push(note);
  return notes;
}
const sequences = async (one: TestOrganisation) =>
  (await notesOf(one)).map((note) => openCheckpoint(services.audit.publicKeys, note).sequence);

test('signs the head, with the public key anybody may have, and again only after it has moved', async () => {
  const ours = await makeOrganisation(services);
  const signed = await signCheckpoint(services, ours.organisationId);
  const head = await headOf(ours);
  expect(signed).toMatchObject({ organisationId: ours.organisationId, sequence: Number(head.sequence) });
  expect(Buffer.from(signed?.hash ?? []).equals(head.hash)).toBe(true);
  expect(await signCheckpoint(services, ours.organisationId)).toMatchObject({ sequence: signed?.sequence });
  expect(await notesOf(ours)).toHaveLength(1);
  await makeBot(ours.owner);
  await signCheckpoint(services, ours.organisationId, { whole: true });
  expect(await sequences(ours)).toEqual([signed?.sequence, (signed?.sequence ?? 0) + 1]);
});

test('signs the last event of each month on the way, so that a month can be dropped', async () => {
  const ours = await makeOrganisation(services);
  const before = Number((await headOf(ours)).sequence);
  const months = ['2026-07-02', '2026-07-31', '2026-08-01', '2026-10-05'];
  await tamperTime(ours, '2026-06-30');
  await owner.query(`alter table "AuditEvent" disable trigger "AuditEvent_a_now"`);
  for (const day of months) {
    await owner.query(`select set_config('app.organisation', $1, false), set_config('app.actor', 'system', false)`, [
      ours.organisationId,
    ]);
    await owner.query(
      `insert into "AuditEvent" ("organisationId", "occurredAt", "event", "result", "tool", "actorType", "actorName", "targetType", "requestId")
       values ($1, $2, 'logs.read', 'done', 'command', 'system', 'Clawberth', 'bot', gen_random_uuid())`,
      [ours.organisationId, `${day}T12:00:00Z`],
    );
  }
  await owner.query(`alter table "AuditEvent" enable trigger "AuditEvent_a_now"`);
  await signCheckpoint(services, ours.organisationId);
  // Sign-up of now, two in July, one in August, one in October.
  expect(await sequences(ours)).toEqual([before, before + 2, before + 3, before + 4]);
});

test('has nothing to sign for who has no log', async () => {
  expect(await signCheckpoint(services, '3f2a1b0c-9d8e-4f70-a1b2-c3d4e5f60718')).toBeNull();
});

test('ten signers at once, while the log grows, make one line of checkpoints', async () => {
  const ours = await makeOrganisation(services);
  const other = await openAuditServices({
    signingKeyFile: join(services.checkpointDir, '../audit-signing-key'),
    checkpointDir: services.checkpointDir,
    log: services.log,
  });
  const both = [services, { ...services, audit: other }];
  await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      await grow(ours);
      await signCheckpoint(both[index % 2] ?? services, ours.organisationId);
    }),
  );
  const found = await sequences(ours);
  expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
  await signCheckpoint(services, ours.organisationId, { whole: true });
  expect((await sequences(ours)).at(-1)).toBe(Number((await headOf(ours)).sequence));
});

test('refuses a log that was changed since, or before with a look at the whole; says so and signs nothing', async () => {
  const ours = await makeOrganisation(services);
  await signCheckpoint(services, ours.organisationId);
  await grow(ours);
  const { sequence } = await headOf(ours);
  const edit = (at: number, name: string) =>
    tamper(owner, () =>
      owner.query(`update "AuditEvent" set "actorName" = $3 where "organisationId" = $1 and "sequence" = $2`, [
        ours.organisationId,
        at,
        name,
      ]),
    );
  await edit(Number(sequence), 'Nobody');
  await expect(signCheckpoint(services, ours.organisationId)).rejects.toMatchObject({
    code: 'internal',
    reason: 'the event is not what was hashed',
  });
  expect(services.logLines.at(-1)).toContain(
    `audit log of organisation ${ours.organisationId} does not agree with its checkpoint`,
  );
  await edit(Number(sequence), 'Clawberth');
  await edit(2, 'Nobody');
  await expect(signCheckpoint(services, ours.organisationId, { whole: true })).rejects.toMatchObject({ sequence: 2 });
  expect(await notesOf(ours)).toHaveLength(1);
});

test('refuses to go on from a checkpoint that nobody signed', async () => {
  const ours = await makeOrganisation(services);
  await signCheckpoint(services, ours.organisationId);
  await grow(ours);
  const text = await readFile(fileOf(ours), 'utf8');
  const [, size] = text.split('\n');
  await writeFile(fileOf(ours), text.replace(`\n${size}\n`, `\n${Number(size) - 1}\n`));
  await expect(signCheckpoint(services, ours.organisationId)).rejects.toMatchObject({
    reason: 'a stored checkpoint is damaged or forged',
  });
  await writeFile(fileOf(ours), text);
  await signCheckpoint(services, ours.organisationId);
});

test('a sweep signs what has grown and has no checkpoint of the last hour, whoever signed and restarted since', async () => {
  const [ours, quiet] = [await makeOrganisation(services), await makeOrganisation(services)];
  await signDueCheckpoints(services);
  expect([(await notesOf(ours)).length, (await notesOf(quiet)).length]).toEqual([1, 1]);
  await grow(ours);
  expect(await signDueCheckpoints(services)).toEqual({ signed: 0, disagreeing: [] });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  await signDueCheckpoints(services);
  vi.useRealTimers();
  expect([(await notesOf(ours)).length, (await notesOf(quiet)).length]).toEqual([2, 1]);
});

test('a sweep finds a log that became shorter, and one that is gone', async () => {
  const [short, gone] = [await makeOrganisation(services), await makeOrganisation(services)];
  await Promise.all([short, gone].map(({ organisationId }) => signCheckpoint(services, organisationId)));
  const { sequence } = await headOf(short);
  await tamper(owner, async () => {
    await owner.query(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" = $2`, [
      short.organisationId,
      sequence,
    ]);
    await owner.query(
      `update "AuditChain" c set "sequence" = e."sequence", "hash" = e."hash" from "AuditEvent" e
       where c."organisationId" = $1 and e."organisationId" = $1 and e."sequence" = $2`,
      [short.organisationId, Number(sequence) - 1],
    );
    await owner.query(`delete from "AuditChain" where "organisationId" = $1`, [gone.organisationId]);
  });
  const { disagreeing } = await signDueCheckpoints(services);
  expect(disagreeing).toEqual(expect.arrayContaining([short.organisationId, gone.organisationId]));
});

test('members read the checkpoints of their own organisation, guests none', async () => {
  const [ours, theirs] = [await makeOrganisation(services), await makeOrganisation(services)];
  await signCheckpoint(services, theirs.organisationId);
  await signCheckpoint(services, ours.organisationId);
  const read: string[] = [];
  for await (const note of await readCheckpoints(ours.viewer)) read.push(note);
  expect(read).toEqual(await notesOf(ours));
  await expect(readCheckpoints(ours.guest)).rejects.toMatchObject({ code: 'forbidden' });
});
