import { pbkdf2 as nodePbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(nodePbkdf2);
let calls = 0;

/** PBKDF2-HMAC-SHA-256 (RFC 8018) on a thread of its own; about 0.1 s at 600,000 iterations. */
export async function pbkdf2(
  secret: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<Buffer> {
  calls += 1;
  return derive(secret, salt, iterations, length, 'sha256');
}

/** How often this process has derived a key so far: boot only, so it must not grow with requests. */
export function pbkdf2Calls(): number {
  return calls;
}
