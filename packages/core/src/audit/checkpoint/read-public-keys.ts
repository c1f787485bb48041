import type { Services } from '../../services.ts';
import { requireAuditServices } from './require-audit-services.ts';

/** The public keys of checkpoints, one a line: for everybody. */
export function readPublicKeys(services: Pick<Services, 'audit'>): string {
  return requireAuditServices(services).publicKeys;
}
