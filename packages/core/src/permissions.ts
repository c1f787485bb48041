import type { Role } from '@clawberth/db';

/** What a person may do, as resource:action. Read by the server and by the screens alike. */
export const PERMISSIONS = [
  'organisation:read',
  'bot:read',
  'bot:deploy',
  'bot:configure',
  'bot:operate',
  'bot:delete',
  'bot:chat',
  'person:decide',
  'log:read',
  'audit:read',
  'member:read',
  'member:manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEWER: readonly Permission[] = ['organisation:read', 'bot:read', 'log:read', 'audit:read', 'member:read'];
const ADMIN: readonly Permission[] = [
  ...VIEWER,
  'bot:deploy',
  'bot:configure',
  'bot:operate',
  'bot:delete',
  'bot:chat',
  'person:decide',
  'member:manage',
];

const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: ADMIN,
  viewer: VIEWER,
};

/** Whether the role holds the permission. A role without a row does not compile. */
export function roleAllows(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}
