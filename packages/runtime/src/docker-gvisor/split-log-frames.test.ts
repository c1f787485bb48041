import { describe, expect, it } from 'vitest';
import { splitLogFrames } from './split-log-frames.ts';

function frame(stream: 1 | 2, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

describe('splitLogFrames', () => {
  it('joins both streams into lines', () => {
    const log = Buffer.concat([frame(1, 'one\n'), frame(2, 'two\r\n'), frame(1, 'über\n\nlast')]);
    expect(splitLogFrames(log)).toEqual(['one', 'two', 'über', '', 'last']);
  });

  it('keeps a line that Docker cut into two frames whole', () => {
    expect(splitLogFrames(Buffer.concat([frame(1, 'a'.repeat(5)), frame(1, 'b\n')]))).toEqual(['aaaaab']);
  });

  it('has no lines for an empty log', () => {
    expect(splitLogFrames(Buffer.alloc(0))).toEqual([]);
  });
});
