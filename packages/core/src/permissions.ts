import type { Role } from '@clawberth/db';

/** What a person may do, as resource:action. Read by the server and by the screens alike. */
export const PERMISSIONS = [
  'organisation:read',
  'organisation:secure',
  'organisation:transfer',
  'organisation:delete',
  'billing:manage',
  'bot:read',
  'bot:deploy',
  'bot:configure',
  'bot:operate',
  'bot:delete',
  'bot:chat',
  'secret:manage',
  'config:read',
  'person:read',
  'person:decide',
  'log:read',
  'audit:read',
  'audit:export',
  'member:read',
  'member:manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** In the order in which the screens offer them: the three that most organisations need come first. */
export const ROLES = ['owner', 'admin', 'viewer', 'operator', 'guest'] as const satisfies readonly Role[];

const GUEST: readonly Permission[] = ['organisation:read', 'bot:read'];
const VIEWER: readonly Permission[] = [...GUEST, 'config:read', 'person:read', 'log:read', 'audit:read', 'member:read'];
const OPERATOR: readonly Permission[] = [
  ...VIEWER,
  'bot:deploy',
  'bot:configure',
  'bot:operate',
  'bot:chat',
  'person:decide',
];
const ADMIN: readonly Permission[] = [
  ...OPERATOR,
  'bot:delete',
  'secret:manage',
  'member:manage',
  'audit:export',
  'organisation:secure',
];

const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: ADMIN,
  operator: OPERATOR,
  viewer: VIEWER,
  guest: GUEST,
};

/** What support staff may do on a visit: look, with secrets and personal fields masked. */
const SUPPORT: readonly Permission[] = ['organisation:read', 'bot:read', 'audit:read', 'member:read'];

/** Whether the role, or support staff on a visit, holds the permission. A role without a row does not compile. */
export function roleAllows(role: Role | 'support', permission: Permission): boolean {
  return (role === 'support' ? SUPPORT : ROLE_PERMISSIONS[role]).includes(permission);
}
