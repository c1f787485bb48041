/** Every way a runtime may fail. The worker switches on these; nothing else leaves the package. */
export type RuntimeErrorCode =
  | 'runtime_unavailable'
  | 'gvisor_missing'
  | 'firewall_missing'
  | 'image_missing'
  | 'not_isolated'
  | 'older_generation_running'
  | 'runtime_failed';

/**
 * The one error class of the package. `retryable` says whether the same call may succeed later
 * without anybody changing anything; `cause` is for logs only.
 */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;
  readonly retryable: boolean;

  constructor(code: RuntimeErrorCode, message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RuntimeError';
    this.code = code;
    this.retryable = options.retryable;
  }
}
