import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * The address that a request came from: the last entry of x-forwarded-for that one of
 * `trustedHops` own proxies wrote, or the socket's. What a stranger puts in front is ignored.
 */
export function clientAddress(forwardedFor: string | undefined, socketAddress: string, trustedHops: number): string {
  const chain = [...(forwardedFor ?? '').split(','), socketAddress].map((entry) => entry.trim()).filter(Boolean);
  return chain.at(-1 - trustedHops) ?? chain[0] ?? socketAddress;
}

/** Rewrites x-forwarded-for of every request before Next reads it, so that nobody can choose their address. */
export function fixClientAddresses(trustedHops: number): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers['x-forwarded-for'];
    const text = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    request.headers['x-forwarded-for'] = clientAddress(text, request.socket.remoteAddress ?? 'unknown', trustedHops);
  });
}
