import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyExport } from '@clawberth/audit-chain';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeBot, makeOrganisation, writeAsSystem, type TestOrganisation } from '../testing/index.ts';
import { tamper } from '../testing/tamper.ts';
import { useTableOwner } from '../testing/use-table-owner.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { signCheckpoint } from './checkpoint/sign-checkpoint.ts';
import { PUBLIC_KEY_FILE } from './checkpoint/open-audit-services.ts';
import { exportLog } from './export/export-log.ts';

const EVENTS = 24;
/** Where the evil is done: after the first event, before the last that a checkpoint names. */
const AT = 12;

const services = useTestServices();
const owner = useTableOwner(services);
let publicKey: string;
let ours: TestOrganisation;
let theirs: TestOrganisation;

beforeAll(async () => {
  publicKey = await readFile(join(services.checkpointDir, PUBLIC_KEY_FILE), 'utf8');
});
beforeEach(async () => {
  ours = await grown('Harbour Bakery');
  theirs = await grown('Night Cafe');
});

/** An organisation with exactly EVENTS events, two checkpoints, the second of its last event. */
async function grown(name: string): Promise<TestOrganisation> {
  const made = await makeOrganisation(services, name);
  await makeBot(made.owner);
  await signCheckpoint(services, made.organisationId);
  while ((await headOf(made)) < EVENTS) await writeAsSystem(services, made.organisationId, () => Promise.resolve());
  expect(await headOf(made)).toBe(EVENTS);
  await signCheckpoint(services, made.organisationId);
  return made;
}

const headOf = async ({ organisationId }: TestOrganisation): Promise<number> =>
  Number((await services.behind.auditChain.findUniqueOrThrow({ where: { organisationId } })).sequence);

/** What a customer does: export, then verify with nothing but the public key. */
async function verify(who: TestOrganisation) {
  const { pieces } = await exportLog(who.owner, { format: 'ndjson' });
  const { outcome, exitCode, findings } = await verifyExport(pieces, publicKey);
  return { outcome, exitCode, codes: findings.map(({ code }) => code) };
}

async function notesOf(): Promise<string[]> {
  const notes: string[] = [];
  for await (const note of services.audit.checkpoints.notes(id())) notes.push(note);
  return notes;
}

const sql = (text: string, values: readonly unknown[] = []) => owner.query(text, values);
const id = () => ours.organisationId;

/** Chains an organisation's log anew from an event on, as whoever wants to hide a change would: hashes and head. */
async function rechain(organisationId: string, from: number): Promise<void> {
  await sql(
    `do $$
     declare e "AuditEvent"; last bytea := (select "hash" from "AuditEvent" where "organisationId" = '${organisationId}' and "sequence" = ${from - 1});
     begin
       for e in select * from "AuditEvent" where "organisationId" = '${organisationId}' and "sequence" >= ${from} order by "sequence" loop
         e."previousHash" := coalesce(last, decode(repeat('00', 32), 'hex'));
         last := sha256(convert_to(audit_record(e), 'UTF8'));
         update "AuditEvent" set "previousHash" = e."previousHash", "hash" = last
           where "organisationId" = '${organisationId}' and "sequence" = e."sequence";
         update "AuditChain" set "sequence" = e."sequence", "hash" = last where "organisationId" = '${organisationId}';
       end loop;
     end $$`,
  );
}

it('is a fair test: the untouched log is proved', async () => {
  expect(await verify(ours)).toEqual({ outcome: 'proved', exitCode: 0, codes: [] });
  expect(await signCheckpoint(services, id(), { whole: true })).toMatchObject({ sequence: EVENTS + 1 });
});

describe('seven kinds of tampering by a superuser, after a checkpoint', () => {
  const kinds: Record<string, { act: () => Promise<unknown>; finds: string; theirsToo?: true }> = {
    '1. edit an event': {
      act: () =>
        sql(`update "AuditEvent" set "actorName" = 'Somebody else' where "organisationId" = $1 and "sequence" = $2`, [
          id(),
          AT,
        ]),
      finds: 'chain-broken',
    },
    '1. edit the last event, and its hash': {
      act: async () => {
        await sql(`update "AuditEvent" set "event" = 'bot.started' where "organisationId" = $1 and "sequence" = $2`, [
          id(),
          EVENTS,
        ]);
        await rechain(id(), EVENTS);
      },
      finds: 'checkpoint-disagrees',
    },
    '2. delete an event': {
      act: () => sql(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" = $2`, [id(), AT]),
      finds: 'out-of-sequence',
    },
    '2. delete an event, number the later ones anew and chain them': {
      act: async () => {
        await sql(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" = $2`, [id(), AT]);
        await sql(
          `update "AuditEvent" set "sequence" = "sequence" - 1 where "organisationId" = $1 and "sequence" > $2`,
          [id(), AT],
        );
        await rechain(id(), AT);
      },
      finds: 'checkpoint-disagrees',
    },
    '2. delete the first events': {
      act: () => sql(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" < $2`, [id(), AT]),
      finds: 'start-unproved',
    },
    '2. delete the first events, up to one that a checkpoint names': {
      act: async () => {
        const [first] = await notesOf();
        await sql(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" <= $2`, [
          id(),
          Number(first?.split('\n')[1]),
        ]);
      },
      finds: 'start-unproved',
    },
    '3. swap the places of two events': {
      act: () =>
        sql(
          `update "AuditEvent" set "sequence" = $2::bigint + $3 - "sequence" where "organisationId" = $1 and "sequence" in ($2, $3)`,
          [id(), AT, AT + 4],
        ),
      finds: 'chain-broken',
    },
    '3. swap them and chain the log anew': {
      act: async () => {
        await sql(
          `update "AuditEvent" set "sequence" = $2::bigint + $3 - "sequence" where "organisationId" = $1 and "sequence" in ($2, $3)`,
          [id(), AT, AT + 4],
        );
        await rechain(id(), AT);
      },
      finds: 'checkpoint-disagrees',
    },
    '4. insert an event, at a place that is taken': {
      act: () => copyOf(AT, { sequence: AT }),
      finds: 'out-of-sequence',
    },
    '4. insert an event, number the later ones anew and chain them': {
      act: async () => {
        await sql(
          `update "AuditEvent" set "sequence" = "sequence" + 1 where "organisationId" = $1 and "sequence" > $2`,
          [id(), AT],
        );
        await copyOf(AT, { sequence: AT + 1 });
        await rechain(id(), AT + 1);
      },
      finds: 'checkpoint-disagrees',
    },
    '4. insert an event after the head': {
      act: () => copyOf(EVENTS, { sequence: EVENTS + 1_000_000_000 }),
      finds: 'out-of-sequence',
    },
    '5. cut the tail off': {
      act: async () => {
        await sql(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" > $2`, [id(), AT]);
        await rechain(id(), AT);
      },
      finds: 'checkpoint-beyond-end',
    },
    '5. cut all of it off': {
      act: async () => {
        await sql(`delete from "AuditEvent" where "organisationId" = $1`, [id()]);
        await sql(`delete from "AuditChain" where "organisationId" = $1`, [id()]);
      },
      finds: 'checkpoint-beyond-end',
    },
    '6. rewrite the whole chain': {
      act: async () => {
        await sql(`update "AuditEvent" set "actorName" = 'Somebody else' where "organisationId" = $1`, [id()]);
        await rechain(id(), 1);
      },
      finds: 'checkpoint-disagrees',
    },
    '7. swap events between two organisations': {
      act: async () => {
        await swapWithTheirs(AT);
      },
      finds: 'chain-broken',
      theirsToo: true,
    },
    '7. swap them and chain both logs anew': {
      act: async () => {
        await swapWithTheirs(AT);
        await rechain(id(), AT);
        await rechain(theirs.organisationId, AT);
      },
      finds: 'checkpoint-disagrees',
      theirsToo: true,
    },
  };

  it.each(Object.entries(kinds))('%s', async (_name, { act, finds, theirsToo }) => {
    await tamper(owner, act);
    for (const who of theirsToo ? [ours, theirs] : [ours]) {
      await expect(signCheckpoint(services, who.organisationId, { whole: true })).rejects.toMatchObject({
        code: 'internal',
      });
      const report = await verify(who);
      expect(report).toMatchObject({ outcome: 'invalid', exitCode: 1 });
      expect(report.codes).toContain(finds);
      await expect(signCheckpoint(services, who.organisationId, { whole: true })).rejects.toMatchObject({
        code: 'internal',
      });
    }
    expect((await verify(theirs)).outcome).toBe(theirsToo ? 'invalid' : 'proved');
  });

  it('a note of a checkpoint that is deleted with the events it names is missed by who kept a copy', async () => {
    const kept = await notesOf();
    await tamper(owner, async () => {
      await sql(`delete from "AuditEvent" where "organisationId" = $1 and "sequence" > $2`, [id(), AT]);
      await rechain(id(), AT);
    });
    const lines: string[] = [];
    for await (const piece of (await exportLog(ours.owner, { format: 'ndjson' })).pieces) lines.push(piece);
    const without = lines.filter((line) => !line.startsWith('{"type":"checkpoint"'));
    const report = await verifyExport(stream(without), publicKey, { checkpoints: kept });
    expect(report.findings.map(({ code }) => code)).toContain('checkpoint-beyond-end');
  });
});

async function* stream(pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

/** One event once more, a moment later, under another number. */
async function copyOf(sequence: number, { sequence: number }: { sequence: number }): Promise<void> {
  await sql(
    `insert into "AuditEvent" select (jsonb_populate_record(e, jsonb_build_object('sequence', $2::bigint,
       'occurredAt', e."occurredAt" + interval '1 microsecond'))).*
     from "AuditEvent" e where "organisationId" = $1 and "sequence" = $3`,
    [id(), number, sequence],
  );
}

async function swapWithTheirs(sequence: number): Promise<void> {
  const nobody = '00000000-0000-4000-8000-000000000001';
  const move = (from: string, to: string) =>
    sql(`update "AuditEvent" set "organisationId" = $2 where "organisationId" = $1 and "sequence" = $3`, [
      from,
      to,
      sequence,
    ]);
  await move(id(), nobody);
  await move(theirs.organisationId, id());
  await move(nobody, theirs.organisationId);
}
