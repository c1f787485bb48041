import 'server-only';
import { PERMISSIONS, roleAllows, type Permission, type Role } from '@clawberth/core';

/** What the role may do, for the screens; the server asks again at each verb. */
export function rightsOf(role: Role | 'support'): Permission[] {
  return PERMISSIONS.filter((permission) => roleAllows(role, permission));
}
