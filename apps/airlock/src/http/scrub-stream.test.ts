import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { scrubStream } from './scrub-stream.ts';

const secret = 'sk-abcabd';
const scrub = (pieces: string[]) =>
  text(Readable.from(pieces.map((piece) => Buffer.from(piece))).pipe(scrubStream(secret)));

it('removes the secret however the stream is cut', async () => {
  const whole = `before ${secret} between ${secret}${secret} after sk-abc`;
  for (let size = 1; size <= whole.length; size += 1) {
    const pieces = whole.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
    expect(await scrub(pieces)).toBe('before [removed] between [removed][removed] after sk-abc');
  }
});

it('passes a piece on at once when it cannot begin the secret', async () => {
  const stream = scrubStream(secret);
  stream.write('data: hello\n\n');
  expect(String(stream.read())).toBe('data: hello\n\n');
});

it('keeps characters whole that need several bytes', async () => {
  expect(await scrub(['Grüße ', secret, ' ☕'])).toBe('Grüße [removed] ☕');
});

it('refuses an empty secret', () => {
  expect(() => scrubStream('')).toThrow('empty');
});
