import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { runControl } from './run-control.ts';
import type { Controls } from './run-control.ts';
import { sendJson } from './send-json.ts';

export type ListenOptions = { port?: number; host?: string };

export type LoopbackServer = {
  /** Root address without a slash at the end. */
  url: string;
  port: number;
  close(): Promise<void>;
  /** Breaks every connection, and every new one, as an unreachable host would, until comeBack(). */
  goDown(): void;
  comeBack(): void;
  /** Waits this many milliseconds before each answer; 0 switches slow mode off. */
  slowBy(milliseconds: number): void;
};

/**
 * Starts the HTTP listener that every stand-in shares: the banner, outage and slow mode, and the
 * control door `POST /stand-in/<control>` (a JSON array of arguments) for tests in other processes.
 */
export async function startLoopbackServer(
  banner: string,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  controls: () => Controls,
  options: ListenOptions = {},
): Promise<LoopbackServer> {
  let down = false;
  let slowMilliseconds = 0;
  const inFlight = new Set<Socket>();

  const server = createServer((request, response) => {
    response.setHeader('server', banner);
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      sendJson(response, 500, { error: `${banner} failed: ${String(error)}` });
    });
  });
  server.keepAliveTimeout = 5_000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/stand-in/')) return runControl(request, response, { ...controls(), ...outage });
    if (down) return void request.socket.destroy();
    inFlight.add(request.socket);
    response.once('close', () => inFlight.delete(request.socket));
    if (slowMilliseconds > 0) await delay(slowMilliseconds);
    if (!response.destroyed) await handle(request, response);
  }

  const outage = {
    goDown: () => {
      down = true;
      for (const socket of inFlight) socket.destroy();
    },
    comeBack: () => {
      down = false;
    },
    slowBy: (milliseconds: number) => {
      slowMilliseconds = milliseconds;
    },
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`${banner} has no TCP address`);

  return {
    url: `http://${options.host ?? '127.0.0.1'}:${address.port}`,
    port: address.port,
    ...outage,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
