/** Where to go after signing in: a path on this site, never an address elsewhere. */
export function nextPath(value: string | string[] | undefined): string {
  const path = Array.isArray(value) ? value[0] : value;
  if (!path || !/^\/[A-Za-z0-9]/.test(path) || path.includes('\\')) return '/';
  return path;
}
