import { RuntimeError, type RuntimeErrorCode } from './errors.ts';

const NO_ANSWER = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'ABORT_ERR']);

type DockerFailure = { statusCode?: number; code?: string; message?: string; reason?: string };

/**
 * The one place that says what a failed call to Docker means and whether to try again.
 * Retryable: no answer (the daemon restarts), 409 (another call is at it), 5xx (a busy or
 * full machine). Not retryable: a missing image or runtime, no right to the socket, any other 4xx.
 */
export function classifyDockerFailure(error: unknown, doing: string): RuntimeError {
  if (error instanceof RuntimeError) return error;
  const failure: DockerFailure = typeof error === 'object' && error !== null ? error : {};
  const [code, retryable, why] = judge(failure);
  return new RuntimeError(code, `Docker could not ${doing}: ${why}`, { retryable, cause: error });
}

/** True when Docker says that the thing is not there. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** The HTTP status of a failed call, or null when there was no answer. */
export function statusOf(error: unknown): number | null {
  const failure: DockerFailure = typeof error === 'object' && error !== null ? error : {};
  return failure.statusCode ?? null;
}

function judge({ statusCode, code, message = '' }: DockerFailure): [RuntimeErrorCode, boolean, string] {
  const text = shorten(message);
  if (statusCode === undefined) {
    if (code === 'EACCES' || code === 'EPERM') {
      return [
        'runtime_unavailable',
        false,
        'this process may not open the Docker socket. Run it as root or in the docker group.',
      ];
    }
    if (code !== undefined && NO_ANSWER.has(code)) {
      return ['runtime_unavailable', true, `the daemon does not answer (${code}). Is dockerd running?`];
    }
    return ['runtime_failed', false, text || 'unknown failure'];
  }
  // Docker 20.10 answers 400 or 500 for a runtime that is not registered, by release.
  if (/(unknown|invalid) (or invalid )?runtime/i.test(message)) {
    return ['gvisor_missing', false, text];
  }
  if (statusCode === 404 && /no such image/i.test(message)) return ['image_missing', false, text];
  if (statusCode === 409 || statusCode === 429) return ['runtime_failed', true, text];
  if (statusCode === 502 || statusCode === 503 || statusCode === 504) return ['runtime_unavailable', true, text];
  // The image itself cannot start: the same call would fail again.
  if (/executable file not found|no such file or directory: unknown|permission denied: unknown/i.test(message)) {
    return ['runtime_failed', false, text];
  }
  return ['runtime_failed', statusCode >= 500, text];
}

function shorten(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
