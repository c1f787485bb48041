import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { generateSigningKey, publicKeyText } from '../signing-key.ts';
import { asStream, checkpointLine, exampleExport, exampleLog, headingLine } from './export.fixture.ts';
import { verifyExport } from './verify-export.ts';

const key = generateSigningKey();
const publicKey = publicKeyText(key);
const log = exampleLog(40);
const lines = exampleExport(key, log, [10, 25, 40]);
const verify = (changed: readonly string[] | Uint8Array) => verifyExport(asStream(changed), publicKey);
const codes = async (changed: readonly string[] | Uint8Array) =>
  (await verify(changed)).findings.map(({ code }) => code);

describe('an export that nobody touched', { timeout: 60_000 }, () => {
  it('is whole and proved', async () => {
    expect(await verify(lines)).toEqual({
      outcome: 'proved',
      exitCode: 0,
      organisation: log.organisationId,
      events: 40,
      from: 1,
      to: 40,
      checkpointsAgreeing: 3,
      newestCheckpoint: { sequence: 40, time: new Date('2026-11-21T16:00:00Z') },
      findings: [],
    });
  });

  it('may arrive in pieces of any size, as text, as a Readable, with the checkpoints before the records', async () => {
    const text = lines.map((line) => `${line}\n`).join('');
    for (const size of [1, 7, 4_096, 1 << 22]) {
      expect((await verifyExport(asStream(lines, size), publicKey)).outcome).toBe('proved');
    }
    expect((await verifyExport(Readable.from([text.slice(0, 999), text.slice(999)]), publicKey)).outcome).toBe(
      'proved',
    );
    const [heading = '', ...rest] = lines;
    expect((await verify([heading, ...rest.slice(40), ...rest.slice(0, 40)])).outcome).toBe('proved');
  });

  it('may have lost its last newline', async () => {
    expect((await verify(Buffer.from(lines.join('\n')))).outcome).toBe('proved');
  });

  it('may have checkpoints of an older key, if that key is given too', async () => {
    const old = generateSigningKey();
    const both = [...lines.slice(0, 41), checkpointLine(old, log, 10), checkpointLine(key, log, 40)];
    expect((await verifyExport(asStream(both), `${publicKeyText(old)}\n${publicKey}\n`)).outcome).toBe('proved');
    expect(await codes(both)).toEqual(['checkpoint-invalid']);
  });

  it('is checked the same by threads', async () => {
    const report = await verifyExport(asStream(lines), publicKey, { threads: 2 });
    expect(report).toEqual(await verify(lines));
    const changed = lines.with(20, (lines[20] ?? '').replace('Bot 20', 'Bot 21'));
    expect(await verifyExport(asStream(changed), publicKey, { threads: 2 })).toEqual(await verify(changed));
  });

  it('may be longer than a piece, with the same result from one thread and from two', async () => {
    const long = exampleLog(3_000);
    const whole = exampleExport(key, long, [1, 1_500, 2_999, 3_000]);
    const report = await verify(whole);
    expect(report).toMatchObject({ outcome: 'proved', events: 3_000, checkpointsAgreeing: 4 });
    expect(await verifyExport(asStream(whole, 1 << 16), publicKey, { threads: 2 })).toEqual(report);
    const missing = whole.toSpliced(1_400, 1);
    expect((await verify(missing)).findings.map(({ code, line, sequence }) => ({ code, line, sequence }))).toEqual([
      { code: 'out-of-sequence', line: 1_401, sequence: 1_401 },
      { code: 'chain-broken', line: 1_401, sequence: 1_401 },
    ]);
  });
});

describe('an export that begins later, because older events were removed as promised', () => {
  const later = [headingLine(log.organisationId, 11, 40), ...log.records.slice(10)];

  /** Ninety days and an hour after the checkpoint of event 10. */
  const late = new Date(Date.UTC(2026, 10, 20 + 90, 11));

  it('is proved by the checkpoint of the event before', async () => {
    const report = await verify([...later, checkpointLine(key, log, 10), checkpointLine(key, log, 40, late)]);
    expect(report).toMatchObject({ outcome: 'proved', from: 11, to: 40, events: 30, checkpointsAgreeing: 2 });
  });

  it('does not mind still older checkpoints, but needs that one, and it must agree', async () => {
    const other = exampleLog(40, (sequence) => ({ user_name: `Somebody ${sequence}` }));
    const [five, ten, wrong, forty] = [
      checkpointLine(key, log, 5),
      checkpointLine(key, log, 10),
      checkpointLine(key, other, 10),
      checkpointLine(key, log, 40, late),
    ];
    expect(await codes([...later, five, ten, forty])).toEqual([]);
    expect(await codes([...later, five, forty])).toEqual(['start-unproved']);
    expect(await codes([...later, wrong, forty])).toEqual(['checkpoint-disagrees']);
  });

  it('is not proved when the events before were younger than 90 days: nobody drops these', async () => {
    const soon = new Date(late.getTime() - 2 * 3_600_000);
    const [ten, forty] = [checkpointLine(key, log, 10), checkpointLine(key, log, 40, soon)];
    expect(await codes([...later, ten, forty])).toEqual(['start-unproved']);
  });
});

describe('a filtered export', () => {
  const chosen = [3, 4, 9, 30];
  const filtered = [
    headingLine(log.organisationId, 3, 30, false),
    ...chosen.map((sequence) => log.records[sequence - 1] ?? ''),
    checkpointLine(key, log, 40),
  ];

  it('cannot be proved complete, and says so', async () => {
    expect(await verify(filtered)).toMatchObject({ outcome: 'filtered', exitCode: 2, events: 4, findings: [] });
    const nothing = JSON.stringify({
      type: 'export',
      version: 1,
      organisation: 'o',
      from: null,
      to: null,
      whole: false,
    });
    expect(await verify([nothing])).toMatchObject({ outcome: 'filtered', exitCode: 2, events: 0 });
  });

  it('is still refused if what can be checked is wrong', async () => {
    const edited = filtered.with(1, (filtered[1] ?? '').replace('Bot 3', 'Bot X'));
    expect(await verify(edited)).toMatchObject({ outcome: 'invalid', exitCode: 1 });
    expect(await codes(edited)).toEqual(['chain-broken']);
    expect(await codes(filtered.toSpliced(1, 0, filtered[3] ?? ''))).toEqual(['out-of-sequence']);
    expect(await codes(filtered.with(5, checkpointLine(generateSigningKey(), log, 40)))).toEqual([
      'checkpoint-invalid',
    ]);
  });
});

describe('what is not an export', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['an empty line', Buffer.from('\n')],
    ['binary junk', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 256))],
    ['a file without its heading', Buffer.from(lines.slice(1).join('\n'))],
    ['another version', Buffer.from((lines[0] ?? '').replace('"version":1', '"version":2'))],
    ['a byte order mark', Buffer.from(`\ufeff${lines.join('\n')}`)],
    ['JSON that is no object', Buffer.from('null\n')],
    ['one huge line', Buffer.alloc(3 << 20, 'x')],
  ])('%s', async (_name, bytes) => {
    const report = await verify(bytes);
    expect(report).toMatchObject({ outcome: 'invalid', exitCode: 1, organisation: null, events: 0 });
    expect(report.findings).toMatchObject([{ code: 'not-an-export', line: 1, count: 1 }]);
  });
});

describe('a damaged export', () => {
  it('is told from a changed one, if its line ends were converted', async () => {
    const report = await verify(Buffer.from(lines.map((line) => `${line}\r\n`).join('')));
    expect(report).toMatchObject({ outcome: 'invalid', exitCode: 1, events: 40 });
    expect(report.findings).toMatchObject([{ code: 'windows-line-ends', line: 1, count: 44 }]);
  });

  it.each([
    ['junk', Buffer.from([0xff, 0xfe, 0, 1, 10])],
    ['an empty line', Buffer.from('\n')],
    ['a second heading', Buffer.from(`${lines[0]}\n`)],
    ['a record with a key more', Buffer.from(`${(lines[5] ?? '').replace('"actor_type"', '"a":1,"actor_type"')}\n`)],
    ['a record of another type', Buffer.from('{"type":"record"}\n')],
  ])('with %s between its lines', async (_name, junk) => {
    const before = Buffer.from(
      lines
        .slice(0, 30)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const after = Buffer.from(
      lines
        .slice(30)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const report = await verify(Buffer.concat([before, junk, after]));
    expect(report.outcome).toBe('invalid');
    expect(report.findings[0]).toMatchObject({ code: 'unreadable-line', line: 31 });
  });

  it('with a line of more than 1 MiB is refused without holding it', async () => {
    let given = 0;
    async function* endless() {
      yield Buffer.from(`${lines[0]}\n${lines[1]}\n`);
      for (given = 0; given < 1_000; given += 1) yield Buffer.alloc(1 << 20, 'x');
    }
    const report = await verifyExport(endless(), publicKey);
    expect(report.findings[0]).toMatchObject({ code: 'line-too-long', line: 3 });
    expect(given).toBeLessThan(5);
    const within = lines.with(20, `{"x":"${'x'.repeat(1 << 20)}"}`);
    expect((await verify(within)).findings[0]).toMatchObject({ code: 'line-too-long', line: 21 });
  });

  it('without a single event', async () => {
    expect(await codes([headingLine(log.organisationId, 1, 40), ...lines.slice(41)])).toEqual(['no-events']);
    expect(await codes([headingLine(log.organisationId, 1, 0)])).toEqual(['no-events']);
  });

  it('whose heading names other events', async () => {
    expect(await codes([headingLine(log.organisationId, 1, 41), ...lines.slice(1)])).toEqual(['wrong-range']);
    expect(await codes([headingLine(log.organisationId, 2, 40), ...lines.slice(1)])).toEqual(['wrong-range']);
  });
});

describe('what is thrown', () => {
  it('a bad public key', async () => {
    await expect(verifyExport(asStream(lines), 'hunter2')).rejects.toThrow(TypeError);
  });

  it('what the source throws', async () => {
    async function* broken() {
      yield Buffer.from(`${lines[0]}\n${lines[1]}\n`);
      throw new Error('the disk is gone');
    }
    await expect(verifyExport(broken(), publicKey)).rejects.toThrow('the disk is gone');
    await expect(verifyExport(broken(), publicKey, { threads: 2 })).rejects.toThrow('the disk is gone');
  });
});
