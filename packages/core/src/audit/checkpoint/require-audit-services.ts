import { ClawberthError } from '../../errors.ts';
import type { Services } from '../../services.ts';
import type { AuditServices } from './open-audit-services.ts';

/** What signs checkpoints. Throws `internal` in a process that was given no signing key (the airlock). */
export function requireAuditServices({ audit }: Pick<Services, 'audit'>): AuditServices {
  if (audit === null) throw new ClawberthError('internal', 'This process has no signing key of the audit log.');
  return audit;
}
