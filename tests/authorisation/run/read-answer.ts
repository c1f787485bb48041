/** What an answer says, the same words for pages, routes and actions. */
export const ANSWERS = [
  'ok',
  'moved',
  'signed out',
  'forbidden',
  'not found',
  'invalid',
  'conflict',
  'limit',
  'second factor',
  'outside',
  'too many',
  'method',
  'error',
] as const;
export type Answer = (typeof ANSWERS)[number];

const CODES: Record<string, Answer> = {
  invalid_input: 'invalid',
  not_signed_in: 'signed out',
  forbidden: 'forbidden',
  not_found: 'not found',
  conflict: 'conflict',
  limit_reached: 'limit',
  second_factor_required: 'second factor',
  outside_refused: 'outside',
  outside_unreachable: 'outside',
  too_many_requests: 'too many',
  internal: 'error',
};

const STATUSES: Record<number, Answer> = {
  400: 'invalid',
  401: 'signed out',
  402: 'limit',
  403: 'forbidden',
  404: 'not found',
  405: 'method',
  409: 'conflict',
  413: 'invalid',
  422: 'invalid',
  429: 'too many',
};

export type Received = { status: number; headers: Headers; text: string };

/** Reads a page's or a route's answer. A page that began to stream says only inside what it became. */
export function readAnswer({ status, headers, text }: Received): Answer {
  if (status >= 300 && status < 400) return leadsToSignIn(headers.get('location') ?? '') ? 'signed out' : 'moved';
  if (status >= 400) return codeOf(text) ?? STATUSES[status] ?? 'error';
  if (!/^text\/(html|x-component)/.test(headers.get('content-type') ?? '')) return 'ok';
  const redirect = /NEXT_REDIRECT;[a-z]+;([^;"]*);/.exec(text)?.[1] ?? /url=([^"]*)"/.exec(text)?.[1];
  if (redirect !== undefined) return leadsToSignIn(redirect) ? 'signed out' : 'moved';
  const fallback = /NEXT_HTTP_ERROR_FALLBACK;(\d+)/.exec(text)?.[1];
  if (fallback !== undefined) return STATUSES[Number(fallback)] ?? 'error';
  // The boundary of a segment that threw: its digest is all that a production build tells.
  return /\$RX\("[^"]*","[^"]*"|digest\\*":\\*"\d+/.test(text) ? 'error' : 'ok';
}

/** Reads what a server action returned: the row of the flight stream that row 0 names under `a`. */
export function readActionAnswer(received: Received): Answer {
  const { status, headers, text } = received;
  if (headers.get('x-nextjs-action-not-found') === '1') throw new Error('The build does not know this server action.');
  if (status >= 300) return status >= 500 ? 'error' : readAnswer(received);
  const rows = new Map(
    text
      .split('\n')
      .flatMap((line) => [/^([0-9a-f]+):(.*)$/.exec(line)].map((row) => [row?.[1] ?? '', row?.[2] ?? ''])),
  );
  const root = JSON.parse(rows.get('0') ?? 'null') as { a?: unknown } | null;
  const reference = /^\$@([0-9a-f]+)$/.exec(String(root?.a))?.[1];
  const row = reference === undefined ? JSON.stringify(root?.a) : rows.get(reference);
  if (row === undefined || !row.startsWith('{')) return 'error';
  const result = JSON.parse(row) as { ok?: boolean; code?: string };
  return result.ok === true ? 'ok' : (CODES[result.code ?? ''] ?? 'error');
}

function codeOf(text: string): Answer | null {
  try {
    return CODES[(JSON.parse(text) as { code?: string }).code ?? ''] ?? null;
  } catch {
    return null;
  }
}

function leadsToSignIn(location: string): boolean {
  return location.includes('/sign-in?next=') || location.endsWith('/sign-in');
}
