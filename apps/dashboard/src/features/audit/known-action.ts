import 'server-only';
import { audit } from '@clawberth/core';

/** The action of that name, or undefined for a name that is none. */
export function knownAction(name: string | undefined): audit.AuditAction | undefined {
  return audit.AUDIT_ACTIONS.find((action) => action === name);
}
