import { describe, expect, it } from 'vitest';
import { cutChunks, LineTooLong } from './cut-chunks.ts';

async function collect(parts: readonly (Uint8Array | string)[]): Promise<Buffer[]> {
  async function* source() {
    yield* parts;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of cutChunks(source())) chunks.push(chunk);
  return chunks;
}

describe('cutChunks', () => {
  it('cuts between lines only and loses nothing', async () => {
    const text = Array.from({ length: 9_000 }, (_, line) => `${line} ${'ä'.repeat(line % 300)}\n`).join('');
    const bytes = Buffer.from(text);
    for (const size of [333, 70_000, 1 << 20, bytes.length]) {
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const chunks = await collect(parts);
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      expect(chunks.every((chunk) => chunk.at(-1) === 10)).toBe(true);
      expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(chunks.length);
    }
  });

  it('keeps a last line without its newline, and gives nothing for nothing', async () => {
    expect((await collect(['a\nb', 'c'])).map(String)).toEqual(['a\nbc']);
    expect(await collect([])).toEqual([]);
    expect(await collect(['', ''])).toEqual([]);
  });

  it('refuses a line without an end instead of keeping it', async () => {
    await expect(collect(['a\n', 'x'.repeat(1 << 20), 'xx'])).rejects.toThrow(LineTooLong);
  });
});
