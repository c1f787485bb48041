/**
 * The path of a request as the audit log tells it: without its query, and without an invitation's token, which opens the
 * door to whoever reads it.
 */
export function pathForLog(path: string | null): string | null {
  return path?.split('?')[0]?.replace(/^\/join\/.*/, '/join/…') ?? null;
}
