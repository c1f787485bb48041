import { randomUUID } from 'node:crypto';
import { canonicalRecord, hashRecord, type AuditRecord, type RecordObject } from '@clawberth/audit-chain';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit, insertOf, mustCommit, scopeOf, type Statement } from './testing/bare-sql.ts';
import { brokenLinks, chainedEvents } from './testing/chained-events.ts';
import { connectTo, createTestDatabase, type Connection, type TestDatabase } from './testing/index.ts';
import { eventOf, makePlace } from './testing/make-place.ts';
import { sampleRows, type Place } from './testing/sample-rows.ts';

// Postgres numbers, chains and hashes the log; what it hashes is, byte for byte, what packages/audit-chain writes.

const js = { canonical: canonicalRecord, hash: hashRecord };

let test: TestDatabase;
let owner: Connection;
let app: Connection;
beforeAll(async () => {
  test = await createTestDatabase();
  [owner, app] = await Promise.all([connectTo(test.ownerUrl), connectTo(test.appUrl)]);
});
afterAll(async () => {
  await Promise.all([owner.close(), app.close()]);
  await test.drop();
});

describe('16 writers at once', () => {
  const WRITERS = 16;
  const ROUNDS = 12;
  /** Of five transactions one is undone at the end, and one writes three events. */
  const eventsOf = (round: number) => (round % 5 === 2 ? 3 : 1);
  const isUndone = (round: number) => round % 5 === 4;

  it('leave chains without gaps, each link whole, in a hot organisation and in others', async () => {
    const hot = await makePlace(owner);
    const cool = await Promise.all([makePlaceOnItsOwn(), makePlaceOnItsOwn(), makePlaceOnItsOwn()]);
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => connectTo(test.appUrl)));
    const expected = new Map([hot, ...cool].map(({ organisationId }) => [organisationId, 1]));
    const outcomes = await Promise.all(
      writers.map(async (writer, index) => {
        const refusals: (string | null)[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const place = (round % 2 === 0 ? hot : cool[(index + round) % cool.length]) ?? hot;
          const events = Array.from({ length: eventsOf(round) }, () => eventOf(place.organisationId));
          const undo: Statement[] = isUndone(round) ? [{ sql: 'select 1 / 0' }] : [];
          refusals.push(await commit(writer, [scopeOf(place.organisationId), ...events, ...undo]));
          const added = isUndone(round) ? 0 : events.length;
          expected.set(place.organisationId, (expected.get(place.organisationId) ?? 0) + added);
        }
        return refusals;
      }),
    );
    await Promise.all(writers.map((writer) => writer.close()));
    expect([...new Set(outcomes.flat())].sort()).toEqual(['division by zero', null]);

    for (const [organisationId, count] of expected) {
      const events = await chainedEvents(owner, organisationId);
      expect(events).toHaveLength(count);
      expect(brokenLinks(events, js)).toEqual([]);
      const head = await owner.query(
        `select "sequence"::int, encode("hash", 'hex') as hash from "AuditChain" where "organisationId" = $1`,
        [organisationId],
      );
      expect(head).toEqual([{ sequence: count, hash: events.at(-1)?.hash }]);
    }
    expect(expected.get(hot.organisationId)).toBeGreaterThan(100);
  });

  it('are told apart: a link that is broken is found', async () => {
    const { organisationId } = await makePlace(owner);
    for (let count = 0; count < 3; count += 1)
      await mustCommit(app, [scopeOf(organisationId), eventOf(organisationId)]);
    const events = await chainedEvents(owner, organisationId);
    expect(brokenLinks(events.toSpliced(1, 1), js)).toContain('event 2 does not follow the one before');
    expect(brokenLinks(events.toReversed(), js)).toContain('event 1 has the number 4');
    const changed = events.map((event, index) =>
      index === 1 ? { ...event, record: { ...event.record, user_name: 'nobody' } } : event,
    );
    expect(brokenLinks(changed, js)[0]).toMatch(/^event 2: .*"user_name":"nobody".* is not /);
  });
});

/** On a connection of its own, because a connection runs one transaction at a time. */
async function makePlaceOnItsOwn(): Promise<Place> {
  const connection = await connectTo(test.ownerUrl);
  try {
    return await makePlace(connection);
  } finally {
    await connection.close();
  }
}

describe('the record', () => {
  /** Any text that Postgres can hold: no NUL, whole code points; with what is escaped, or tempts one to, more often. */
  const text = (maxLength: number) =>
    fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
          fc.constantFrom(
            '"',
            '\\',
            '/',
            '\b',
            '\f',
            '\n',
            '\r',
            '\t',
            '\u0001',
            '\u001f',
            '\u007f',
            '\u0085',
            '\u2028',
          ),
          fc.constantFrom(
            '\u2029',
            '\ufeff',
            '\ufffd',
            'é',
            'e\u0301',
            '🦀',
            '👩‍💻',
            '\u{10ffff}',
            '<',
            '&',
            "'",
            '%',
            '$1',
            '{',
            '}',
          ),
          fc.constantFrom('\\u0041', '\\n', 'null', 'true', '\\\\', '":"'),
        ),
        { maxLength },
      )
      .map((parts) => [...parts.join('')].slice(0, maxLength).join(''))
      .filter((value) => !value.includes('\0'));
  const key = fc.stringMatching(/^[\x20-\x7e]{1,8}$/).filter((name) => name !== '__proto__');
  const { object } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text(12),
      fc.maxSafeInteger(),
      fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  }));
  const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const event = fc.record({
    event: text(20),
    result: fc.constantFrom('requested', 'done', 'failed', 'refused'),
    tool: fc.constantFrom('dashboard', 'worker', 'airlock', 'command'),
    path: orNull(text(40)),
    actorType: fc.constantFrom('user', 'support', 'system', 'anonymous'),
    actorId: orNull(fc.uuid()),
    actorName: text(40),
    actorRole: orNull(fc.constantFrom('owner', 'admin', 'operator', 'viewer', 'guest')),
    targetType: text(20),
    targetId: orNull(text(40)),
    targetName: orNull(text(40)),
    botId: orNull(fc.uuid()),
    ip: orNull(text(20)),
    userAgent: orNull(text(40)),
    before: orNull(object as fc.Arbitrary<RecordObject>),
    after: orNull(object as fc.Arbitrary<RecordObject>),
  });

  it('is the same text and hash in SQL and in JavaScript, whatever is in it', async () => {
    const { organisationId } = await makePlace(owner);
    let written = 1;
    await fc.assert(
      fc.asyncProperty(event, async (wanted) => {
        const requestId = randomUUID();
        const row = {
          ...wanted,
          organisationId,
          requestId,
          before: wanted.before && JSON.stringify(wanted.before),
          after: wanted.after && JSON.stringify(wanted.after),
        };
        await mustCommit(app, [scopeOf(organisationId), insertOf('AuditEvent', row)]);
        written += 1;
        const last = (await chainedEvents(owner, organisationId)).at(-1);
        if (last === undefined) throw new Error('no event');
        // From what was wanted, not from what came back: nothing may be lost on the way either.
        const levels = { requested: 'info', done: 'info', failed: 'error', refused: 'warn' } as const;
        const record = {
          timestamp: last.record.timestamp,
          sequence: written,
          previous_hash: last.record.previous_hash,
          level: levels[wanted.result],
          event: wanted.event,
          result: wanted.result,
          tool: wanted.tool,
          path: wanted.path,
          user: wanted.actorId,
          user_name: wanted.actorName,
          user_role: wanted.actorRole,
          user_agent: wanted.userAgent,
          actor_type: wanted.actorType,
          agent_id: wanted.botId,
          target_type: wanted.targetType,
          target_id: wanted.targetId,
          target_name: wanted.targetName,
          ip: wanted.ip,
          organisation: organisationId,
          request_id: requestId,
          before: wanted.before,
          after: wanted.after,
        } as AuditRecord;
        expect(last.text).toBe(canonicalRecord(record));
        expect(last.hash).toBe(hashRecord(last.text).toString('hex'));
      }),
      { numRuns: 250 },
    );
    expect(brokenLinks(await chainedEvents(owner, organisationId), js)).toEqual([]);
  });

  it.each<[string, object]>([
    ['a NUL in a text', { actorName: 'a\0b' }],
    ['a NUL in what was changed', { after: String.raw`{"a":"\u0000"}` }],
    ['half a surrogate pair', { after: String.raw`{"a":"\ud83e"}` }],
    ['a name that is too long', { actorName: 'x'.repeat(121) }],
  ])('is refused, not mended, for %s', async (_, changes) => {
    const place = await makePlace(owner);
    const row = { ...sampleRows.AuditEvent(place), ...changes };
    expect(await commit(app, [scopeOf(place.organisationId), insertOf('AuditEvent', row)])).toMatch(
      /invalid byte sequence|unsupported Unicode escape|invalid input syntax for type json|value too long/,
    );
    expect(await chainedEvents(owner, place.organisationId)).toHaveLength(1);
  });
});
