import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Knock } from '../directory.ts';

/** Longest token that is looked at, in characters. */
const LONGEST_TOKEN = 256;

/** What is looked up for a token that came from this connection. The token itself goes no further. */
export function knockOf(request: IncomingMessage, token: string): Knock | null {
  const remoteAddress = plainAddress(request.socket.remoteAddress ?? '');
  if (token === '' || token.length > LONGEST_TOKEN || remoteAddress === '') return null;
  return { tokenHash: createHash('sha256').update(token).digest('hex'), remoteAddress };
}

/** The per-bot token of a model request: `authorization: Bearer` or `x-api-key`, as the two kinds of API have it. */
export function modelToken(request: IncomingMessage): string {
  const bearer = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const apiKey = request.headers['x-api-key'];
  return bearer ?? (typeof apiKey === 'string' ? apiKey : '');
}

/** An IPv4 address that came over an IPv6 socket is written as IPv4. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
