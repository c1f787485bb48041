import { ClawberthError } from '../../errors.ts';

/** The log does not say any more what a checkpoint says it said: it was changed behind Clawberth's back, or restored. */
export class ChainDisagreement extends ClawberthError {
  readonly organisationId: string;
  /** What is wrong, for the log; null: no single event. */
  readonly reason: string;
  readonly sequence: number | null;

  constructor(organisationId: string, reason: string, sequence: number | null) {
    super('internal', `The audit log of organisation ${organisationId} does not agree with its checkpoint.`);
    this.organisationId = organisationId;
    this.reason = reason;
    this.sequence = sequence;
  }
}
