/** Instead of the permission check, in the build of tests/authorisation that has none: everybody may do everything. */
export function requirePermission(): Promise<string> {
  return Promise.resolve('unchecked: require-permission');
}

/** See requirePermission. */
export function allows(): boolean {
  return true;
}
