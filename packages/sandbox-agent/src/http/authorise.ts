import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether `Authorization: Bearer <token>` carries the token of that SHA-256, in constant time. */
export function isAuthorised(header: string | undefined, tokenSha256Hex: string): boolean {
  const token = /^Bearer ([\x21-\x7e]{1,512})$/.exec(header ?? '')?.[1] ?? '';
  const given = createHash('sha256').update(token).digest();
  const same = timingSafeEqual(given, Buffer.from(tokenSha256Hex, 'hex'));
  return same && token !== '';
}
