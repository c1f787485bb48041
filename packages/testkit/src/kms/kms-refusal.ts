/** Google's error model (google.rpc.Status in JSON): HTTP status, name of the code, message. */
export class KmsRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The body as Google's API sends it. */
  body(): unknown {
    return { error: { code: this.status, message: this.message, status: this.code } };
  }
}

/** 400 INVALID_ARGUMENT. */
export function invalidArgument(message: string): KmsRefusal {
  return new KmsRefusal(400, 'INVALID_ARGUMENT', message);
}
