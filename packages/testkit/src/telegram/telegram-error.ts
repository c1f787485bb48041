/** A refusal in the Bot API's own words; the handler turns it into `{ok:false,…}`. */
export class TelegramError extends Error {
  readonly status: number;
  readonly parameters: Record<string, number> | undefined;

  constructor(status: number, description: string, parameters?: Record<string, number>) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}
