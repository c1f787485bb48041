import type { IncomingHttpHeaders } from 'node:http';

/**
 * Only the named headers, single-valued. Allow-lists keep a bot's authorization, cookies and
 * hop-by-hop headers from going upstream, and a provider's from coming back.
 */
export function pickHeaders(headers: IncomingHttpHeaders, allowed: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of allowed) {
    const value = headers[name];
    if (typeof value === 'string') picked[name] = value;
  }
  return picked;
}
