import type { CommandStatus, PairingRequest } from '@clawberth/db';
import type { PersonRequest } from './views.ts';

type Decision = { decidedByName: string | null; commandStatus: CommandStatus | null };

/** A stored pairing request as the screens show it. */
export function toPerson(
  row: PairingRequest,
  decision: Decision = { decidedByName: null, commandStatus: null },
): PersonRequest {
  const { id, channel, senderId, senderName, askedAt, expiresAt, state, decidedAt } = row;
  return { id, channel, senderId, senderName, askedAt, expiresAt, state, decidedAt, ...decision };
}
