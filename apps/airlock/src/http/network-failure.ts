/** Why a request upstream gave no answer. */
export type NetworkFailure = 'timed_out' | 'unreachable';

const TIME_OUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/** Sorts an error of undici or node:net; everything that is not a time-out is "unreachable". */
export function networkFailure(error: unknown): NetworkFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return TIME_OUTS.has(code) ? 'timed_out' : 'unreachable';
}
