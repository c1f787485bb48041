import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

/** How signed claims of one kind are told from those of another, such as `clawberth-ticket-1`. */
export type ClaimsKind = { key: Buffer; kind: string; longest: number };

/** `<claims>.<HMAC-SHA-256>`, both base64url. `bound` is covered by the MAC and not told. */
export function signClaims({ key, kind }: ClaimsKind, claims: object, bound = ''): string {
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${claimsMac({ key, kind }, body, bound)}`;
}

/** The signed claims; null for what is forged, damaged, of another kind, or bound to something else. */
export function openClaims<T>(of: ClaimsKind, schema: z.ZodType<T>, text: string, bound = ''): T | null {
  if (text.length > of.longest) return null;
  const [body = '', given = '', ...rest] = text.split('.');
  const [expected, shown] = [Buffer.from(claimsMac(of, body, bound)), Buffer.from(given)];
  if (rest.length > 0 || expected.length !== shown.length || !timingSafeEqual(expected, shown)) return null;
  return peekClaims(of, schema, text);
}

/** What the text claims, not to be believed: for finding what openClaims must be asked with. */
export function peekClaims<T>({ longest }: Pick<ClaimsKind, 'longest'>, schema: z.ZodType<T>, text: string): T | null {
  if (text.length > longest) return null;
  const [body = ''] = text.split('.');
  try {
    return schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** The MAC that belongs to a body of signed claims. */
export function claimsMac({ key, kind }: Omit<ClaimsKind, 'longest'>, body: string, bound = ''): string {
  const suffix = bound === '' ? '' : `.${bound}`;
  return createHmac('sha256', key).update(`${kind}.${body}${suffix}`).digest('base64url');
}
