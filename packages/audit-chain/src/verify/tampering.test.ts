import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSigningKey, publicKeyText } from '../signing-key.ts';
import { asStream, checkpointLine, exampleExport, exampleLog, headingLine } from './export.fixture.ts';
import { verifyExport } from './verify-export.ts';

const key = generateSigningKey();
const publicKey = publicKeyText(key);
const log = exampleLog(40);
const lines = exampleExport(key, log, [10, 25, 40]);
const checkpoints = lines.slice(41);
const otherLog = exampleLog(40, () => ({ user_name: 'Somebody else' }), '7d1e2f3a-0b4c-4d5e-8f6a-1b2c3d4e5f60');

async function codes(changed: readonly string[] | Uint8Array): Promise<string[]> {
  const report = await verifyExport(asStream(changed), publicKey);
  expect(report.exitCode).toBe(report.findings.length === 0 ? 0 : 1);
  return report.findings.map(({ code }) => code);
}
/** The log as it would be if event 17 had never said what it says: every hash after it is new. */
const rewritten = exampleLog(40, (sequence) => (sequence === 17 ? { event: 'bot.viewed' } : {}));

describe('seven kinds of tampering', () => {
  it('is a fair test: the untouched export passes', async () => {
    expect(await codes(lines)).toEqual([]);
  });

  it.each([1, 2, 17, 39, 40])('1. edit event %i', async (sequence) => {
    const edited = (lines[sequence] ?? '').replace('bot.deployed', 'bot.viewed');
    expect(edited).not.toBe(lines[sequence]);
    expect(await codes(lines.with(sequence, edited))).toContain(
      sequence === 40 ? 'checkpoint-disagrees' : 'chain-broken',
    );
  });

  it.each([1, 2, 17, 39])('2. delete event %i', async (sequence) => {
    expect(await codes(lines.toSpliced(sequence, 1))).toContain(sequence === 1 ? 'start-unproved' : 'out-of-sequence');
  });

  it('2. delete an event and number and chain the later ones anew', async () => {
    const shorter = exampleLog(39, (sequence) => ({ target_name: `Bot ${sequence < 17 ? sequence : sequence + 1}` }));
    const heading = headingLine(log.organisationId, 1, 39);
    expect(await codes([heading, ...shorter.records, ...checkpoints])).toEqual([
      'checkpoint-disagrees',
      'checkpoint-beyond-end',
      'end-unproved',
    ]);
  });

  it.each([
    [1, 2],
    [17, 18],
    [17, 30],
    [39, 40],
  ])('3. swap the places of events %i and %i', async (one, other) => {
    const swapped = lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '');
    expect(await codes(swapped)).toEqual(expect.arrayContaining(['out-of-sequence', 'chain-broken']));
  });

  it.each([1, 2, 17, 40, 41])('4. insert an event at place %i', async (place) => {
    const invented = exampleLog(41, (sequence) => (sequence === place ? { event: 'member.invited' } : {}));
    expect((await codes(lines.toSpliced(place, 0, invented.records[place - 1] ?? ''))).length).toBeGreaterThan(0);
    expect((await codes(lines.toSpliced(place, 0, lines[17] ?? ''))).length).toBeGreaterThan(0);
  });

  it.each([
    ['and nothing else', (kept: string[]) => [lines[0] ?? '', ...kept, ...checkpoints], 'checkpoint-beyond-end'],
    [
      'and mend the heading',
      (kept: string[]) => [headingLine(log.organisationId, 1, 33), ...kept, ...checkpoints],
      'checkpoint-beyond-end',
    ],
    [
      'and drop the checkpoints of what is gone',
      (kept: string[]) => [headingLine(log.organisationId, 1, 33), ...kept, ...checkpoints.slice(0, 2)],
      'end-unproved',
    ],
    ['and drop all checkpoints', (kept: string[]) => [headingLine(log.organisationId, 1, 33), ...kept], 'end-unproved'],
  ])('5. cut the tail off %s', async (_name, cut, code) => {
    expect(await codes(cut(lines.slice(1, 34)))).toContain(code);
  });

  it('5. cut the tail off exactly at an older checkpoint: found out with the checkpoints kept elsewhere', async () => {
    const cut = [headingLine(log.organisationId, 1, 25), ...lines.slice(1, 26), ...checkpoints.slice(0, 2)];
    const note = (JSON.parse(checkpoints[2] ?? '') as { note: string }).note;
    const report = await verifyExport(asStream(cut), publicKey, { checkpoints: [note] });
    expect(report.findings.map(({ code }) => code)).toEqual(['checkpoint-beyond-end']);
    expect(report.exitCode).toBe(1);
    // without them it is what it was: an export of that hour, and the report names the hour
    const alone = await verifyExport(asStream(cut), publicKey);
    expect(alone.newestCheckpoint).toEqual({ sequence: 25, time: new Date('2026-11-21T01:00:00Z') });
  });

  it('6. rewrite the whole chain, without the signing key', async () => {
    const forger = generateSigningKey();
    const heading = lines[0] ?? '';
    expect(await codes([heading, ...rewritten.records, ...checkpoints])).toEqual(['checkpoint-disagrees']);
    expect(await codes([heading, ...rewritten.records])).toEqual(['end-unproved']);
    expect(await codes(exampleExport(forger, rewritten, [10, 25, 40]))).toEqual(['checkpoint-invalid', 'end-unproved']);
    // the true signature under the forger's text
    const signature = / \S{92}(?=\\n"\}$)/;
    const trueSignature = signature.exec(checkpoints[2] ?? '')?.[0] ?? '';
    const forged = checkpointLine(forger, rewritten, 40).replace(signature, trueSignature);
    expect(forged).toContain(`clawberth.audit${trueSignature}\\n`);
    expect(trueSignature).toHaveLength(93);
    expect(await codes([heading, ...rewritten.records, forged])).toEqual(['checkpoint-invalid', 'end-unproved']);
  });

  it('6. rewrite the whole chain and wait for the honest signer to sign it: the older checkpoints tell', async () => {
    const signedLater = checkpointLine(key, rewritten, 40);
    expect(await codes([...lines.slice(0, 1), ...rewritten.records, ...checkpoints.slice(0, 2), signedLater])).toEqual([
      'checkpoint-disagrees',
    ]);
    expect(await codes([...lines.slice(0, 1), ...rewritten.records, ...checkpoints, signedLater])).toEqual([
      'checkpoints-contradict',
      'checkpoint-disagrees',
    ]);
  });

  it('7. swap between organisations', async () => {
    const theirs = exampleExport(key, otherLog, [10, 25, 40]);
    expect(await codes(theirs)).toEqual([]);
    const [heading = ''] = lines;
    // one event, all events, all events with their checkpoints, only the checkpoints
    expect(await codes(lines.with(17, otherLog.records[16] ?? ''))).toEqual(['other-organisation', 'chain-broken']);
    expect(await codes([heading, ...otherLog.records, ...checkpoints])).toContain('other-organisation');
    expect(await codes([heading, ...theirs.slice(1)])).toEqual([
      'other-organisation',
      'checkpoint-other-organisation',
      'end-unproved',
    ]);
    expect(await codes([...lines.slice(0, 41), ...theirs.slice(41)])).toEqual([
      'checkpoint-other-organisation',
      'end-unproved',
    ]);
    // their events under our name, chained anew
    const relabelled = exampleLog(40, () => ({ user_name: 'Somebody else' }));
    expect(await codes([heading, ...relabelled.records, ...checkpoints])).toEqual(['checkpoint-disagrees']);
    expect(await codes([heading, ...relabelled.records, ...theirs.slice(41)])).toContain('end-unproved');
  });
});

describe('any single byte', { timeout: 60_000 }, () => {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const recordsFrom = Buffer.byteLength(`${lines[0]}\n`);
  const checkpointsFrom = Buffer.byteLength(
    lines
      .slice(0, 41)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const place = (from: number, to: number) =>
    fc.record({ at: fc.integer({ min: from, max: to - 1 }), xor: fc.integer({ min: 1, max: 255 }) });

  it('of a record, changed, is found out', async () => {
    await fc.assert(
      fc.asyncProperty(place(recordsFrom, checkpointsFrom), async ({ at, xor }) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ xor;
        expect((await verifyExport(asStream(changed), publicKey)).outcome).toBe('invalid');
      }),
      { numRuns: 500 },
    );
  });

  it('of a record, taken out or put in, is found out', async () => {
    await fc.assert(
      fc.asyncProperty(place(recordsFrom, checkpointsFrom - 1), fc.boolean(), async ({ at, xor }, takeOut) => {
        const rest = bytes.subarray(takeOut ? at + 1 : at);
        const changed = Buffer.concat([bytes.subarray(0, at), takeOut ? Buffer.alloc(0) : Buffer.of(xor), rest]);
        expect((await verifyExport(asStream(changed), publicKey)).outcome).toBe('invalid');
      }),
      { numRuns: 300 },
    );
  });

  it('of a checkpoint, changed, is found out', async () => {
    await fc.assert(
      fc.asyncProperty(place(checkpointsFrom, bytes.length - 1), async ({ at, xor }) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ xor;
        expect((await verifyExport(asStream(changed), publicKey)).outcome).toBe('invalid');
      }),
      { numRuns: 300 },
    );
  });
});
