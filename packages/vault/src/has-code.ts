/** Whether an error has that code: Node's of files (`ENOENT`), or a gRPC status (5). */
export function hasCode(error: unknown, code: string | number): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
