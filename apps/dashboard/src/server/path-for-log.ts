/** A slug, an id, or a word of our own addresses. */
const OUR_SEGMENT = /^[a-z0-9-]{0,48}$/;

/**
 * The path of a request as the audit log tells it: without its query, without an invitation's token, which opens the
 * door to whoever reads it, and without segments that no address of ours has: somebody may have pasted a key there.
 */
export function pathForLog(path: string | null): string | null {
  const told = path?.split('?')[0]?.replace(/^\/join\/.*/, '/join/…');
  return told?.split('/').map(segmentForLog).join('/') ?? null;
}

function segmentForLog(segment: string): string {
  return OUR_SEGMENT.test(segment) ? segment : '…';
}
