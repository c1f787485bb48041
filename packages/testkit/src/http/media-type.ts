import type { IncomingMessage } from 'node:http';

/** The request's media type in lower case without parameters, or an empty string. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
