import { encode } from 'uqr';

/** The quiet margin that ISO/IEC 18004 asks for, in modules. */
const MARGIN = 4;

export type QrCode = {
  /** Side of the square in modules, margin included. */
  size: number;
  /** The dark modules, for the `d` of one SVG path in a box of `size`. */
  path: string;
};

/** A QR code (ISO/IEC 18004, correction level M) as what an inline SVG needs: nothing is loaded and nothing is styled. */
export function drawQrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: MARGIN });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size, path };
}
