import { GatewayClient } from '@openclaw/gateway-client';
import { PROTOCOL_VERSION } from '@openclaw/gateway-protocol/version';
import type { z } from 'zod';
import { TIMINGS } from '../timings.ts';

const SCOPES = ['operator.admin', 'operator.read', 'operator.write', 'operator.pairing', 'operator.approvals'];

export type GatewayEvent = { event: string; payload: unknown };

export type GatewayLink = {
  connected(): boolean;
  /** One call; rejects with the gateway's own error, or when the result is not of that shape. */
  call<T>(method: string, params: unknown, schema: z.ZodType<T>, timeoutMs?: number): Promise<T>;
  onEvent(listener: (event: GatewayEvent) => void): () => void;
  onChange(listener: () => void): () => void;
  close(): void;
};

/**
 * The Gateway protocol on loopback, as `gateway-client` in `backend` mode with the
 * shared token: the one kind of client that meets no device pairing (docs: gateway/clients.md).
 * Reconnects by itself until closed.
 */
export function openGatewayLink(options: { port: number; token: string }): GatewayLink {
  const eventListeners = new Set<(event: GatewayEvent) => void>();
  const changeListeners = new Set<() => void>();
  let connected = false;
  const setConnected = (value: boolean) => {
    if (connected === value) return;
    connected = value;
    for (const listener of changeListeners) listener();
  };
  const client = new GatewayClient({
    url: `ws://127.0.0.1:${options.port}`,
    token: options.token,
    minProtocol: PROTOCOL_VERSION,
    maxProtocol: PROTOCOL_VERSION,
    clientName: 'gateway-client',
    mode: 'backend',
    role: 'operator',
    scopes: SCOPES,
    requestTimeoutMs: TIMINGS.gatewayCallTimeoutMs,
    onHelloOk: () => setConnected(true),
    onClose: () => setConnected(false),
    onEvent: (event) => {
      for (const listener of eventListeners) listener({ event: event.event, payload: event.payload });
    },
  });
  client.start();
  const subscribe = <T>(set: Set<T>, listener: T) => {
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  };
  return {
    connected: () => connected,
    async call(method, params, schema, timeoutMs = TIMINGS.gatewayCallTimeoutMs) {
      return schema.parse(await client.request<unknown>(method, params, { timeoutMs }));
    },
    onEvent: (listener) => subscribe(eventListeners, listener),
    onChange: (listener) => subscribe(changeListeners, listener),
    close: () => client.stop(),
  };
}
