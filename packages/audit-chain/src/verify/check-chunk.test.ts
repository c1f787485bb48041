import { describe, expect, it } from 'vitest';
import { generateSigningKey, publicKeyText } from '../signing-key.ts';
import { checkChunk, LONGEST_LINE } from './check-chunk.ts';
import { exampleLog } from './export.fixture.ts';

const publicKey = publicKeyText(generateSigningKey());
const log = exampleLog(3);
const check = (bytes: Buffer) => checkChunk({ bytes, publicKey, organisation: log.organisationId, whole: true });

describe('checkChunk', () => {
  it('refuses a record that is not UTF-8, whatever its hash', () => {
    const bytes = Buffer.from(`${log.records[0]}\n`);
    expect(check(bytes).found).toEqual([]);
    bytes[bytes.indexOf('Bot 1')] = 0xff;
    expect(check(bytes)).toMatchObject({ records: 0, found: [{ code: 'unreadable-line', line: 0 }] });
  });

  it('takes a record of 1 MiB and none that is longer', () => {
    const long = (length: number) => {
      const short = exampleLog(1, () => ({ after: { text: '' } })).records[0] ?? '';
      const text = 'x'.repeat(length - Buffer.byteLength(short));
      return Buffer.from(`${exampleLog(1, () => ({ after: { text } })).records[0]}\n`);
    };
    expect(check(long(LONGEST_LINE))).toMatchObject({ records: 1, found: [] });
    expect(check(long(LONGEST_LINE + 1))).toMatchObject({ records: 0, found: [{ code: 'line-too-long', line: 0 }] });
  });

  it('finds nothing in nothing', () => {
    expect(check(Buffer.alloc(0))).toMatchObject({ lines: 0, records: 0, first: null, end: null, found: [] });
  });
});
