import { expect, test } from 'vitest';
import { drawQrCode } from './draw-qr-code.ts';

const URI =
  'otpauth://totp/Clawberth:mira@example.com?issuer=Clawberth&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30';

test('draws a square with its three corner marks and a quiet margin', () => {
  const { size, path } = drawQrCode(URI);
  const dark = new Set(
    path
      .split('z')
      .filter(Boolean)
      .map((one) => /^M(\d+ \d+)h1v1h-1$/.exec(one)?.[1]),
  );
  const inner = size - 8;
  // ISO/IEC 18004: 17 + 4 × version modules a side.
  expect((inner - 17) % 4).toBe(0);
  for (const [left, top] of [
    [4, 4],
    [4 + inner - 7, 4],
    [4, 4 + inner - 7],
  ] as const) {
    for (let step = 0; step < 7; step += 1) {
      expect(dark.has(`${left + step} ${top}`)).toBe(true);
      expect(dark.has(`${left} ${top + step}`)).toBe(true);
    }
    expect(dark.has(`${left + 1} ${top + 1}`)).toBe(false);
  }
  for (let edge = 0; edge < size; edge += 1) expect(dark.has(`${edge} 3`)).toBe(false);
});

test('another text is another code', () => {
  expect(drawQrCode(URI).path).not.toBe(drawQrCode(`${URI}0`).path);
});
