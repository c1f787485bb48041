import { timingSafeEqual } from 'node:crypto';
import { Secret } from 'otpauth';
import { makeTotp } from './make-totp-secret.ts';

const STEP_MS = 30_000;
/** Clocks may be one step apart in either direction (RFC 6238, 5.2). */
const WINDOW = [-1, 0, 1] as const;

export type TotpCheck = {
  /** Base32, as makeTotpSecret gives it. */
  secret: string;
  /** What the person typed; spaces are ignored. */
  code: string;
  /** The step of the last accepted code; 0 before the first. */
  lastStep: number;
  now?: Date;
};

/**
 * The time step (30 s since 1970) that the code belongs to, or null for a code that does not fit now.
 * A step that is not after `lastStep` is refused: store the returned one, and a code works once.
 * Takes the same time whichever digits are wrong.
 */
export function checkTotp({ secret, code, lastStep, now = new Date() }: TotpCheck): number | null {
  const typed = code.replace(/\s/g, '');
  if (!/^[0-9]{6}$/.test(typed)) return null;
  const totp = makeTotp(Secret.fromBase32(secret));
  const current = Math.floor(now.getTime() / STEP_MS);
  let accepted: number | null = null;
  for (const offset of WINDOW) {
    const step = current + offset;
    const fits = timingSafeEqual(Buffer.from(totp.generate({ timestamp: step * STEP_MS })), Buffer.from(typed));
    if (fits && step > lastStep) accepted = step;
  }
  return accepted;
}
