import type { TenantTx } from '@clawberth/db';
import type { AuditEntry } from '../audit-row.ts';
import type { SealedLetter } from './seal-letter.ts';
import type { MailKind } from './types.ts';

/**
 * Queues a letter in the transaction of what it tells of: both happen, or neither. The worker sends it. The audit entry
 * that it gives belongs into the same transaction.
 */
export async function queueMail(tx: Pick<TenantTx, 'mail'>, letter: SealedLetter): Promise<AuditEntry> {
  await tx.mail.create({ data: letter });
  return {
    action: 'letter.queued',
    target: { type: 'letter', id: letter.id, name: letter.recipient },
    after: { kind: letter.kind },
  };
}

/** Takes the letters of a kind to somebody that have not been sent out of the queue: what they say holds no more. */
export async function withdrawMail(
  tx: Pick<TenantTx, 'mail'>,
  { organisationId, kind, recipient }: { organisationId: string; kind: MailKind; recipient: string },
): Promise<void> {
  await tx.mail.deleteMany({ where: { organisationId, kind, recipient, sentAt: null } });
}
