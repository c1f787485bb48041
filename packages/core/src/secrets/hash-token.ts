import { createHash } from 'node:crypto';

/** SHA-256 in hex: how a token of ours is looked up. They are long and random, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
