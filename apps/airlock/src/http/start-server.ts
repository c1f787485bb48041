import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSlots } from './slots.ts';
import type { Cut, Door, Visit } from './door.ts';

export type RunningServer = { port: number; close(): Promise<void> };

/**
 * Starts an HTTP server that gives each request a Visit, writes one log line for it, and answers 500
 * with nothing in it when the handler fails. close() lets open requests finish for limits.shutdownMs.
 */
export async function startServer(
  door: Door,
  listen: { host: string; port: number; connectionsPerAddress?: number },
  handle: (visit: Visit) => Promise<void>,
): Promise<RunningServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 180_000, keepAliveTimeout: 65_000 });
  if (listen.connectionsPerAddress !== undefined) {
    const connections = createSlots(listen.connectionsPerAddress);
    server.on('connection', (socket) => {
      const free = connections.take(socket.remoteAddress ?? '');
      if (free === null) socket.destroy();
      else socket.once('close', free);
    });
  }
  server.on('request', (request, response) => void serve(door, request, response, handle));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Connections that become idle after close() was called would stay open for their keep-alive time.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.closeAllConnections(), door.limits.shutdownMs);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

async function serve(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  handle: (visit: Visit) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort(new Error('The client went away.'));
  });
  const visit = createVisit(door, request, response, left.signal);
  try {
    await handle(visit);
  } catch (error) {
    if (!left.signal.aborted) door.log.error({ ...visit.facts, error: describe(error) }, 'request failed');
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-length': 0 }).end();
  }
  const ms = Math.round(performance.now() - started);
  const { quiet, ...facts } = visit.facts;
  const level = response.statusCode >= 500 ? 'warn' : quiet === true ? 'debug' : 'info';
  if (visit.cut !== null) facts['cut'] = visit.cut;
  const outcome = response.headersSent ? { status: response.statusCode } : {};
  door.log[level]({ ...facts, ...outcome, left: left.signal.aborted, ms }, 'request');
}

function createVisit(door: Door, request: IncomingMessage, response: ServerResponse, gone: AbortSignal): Visit {
  const stopped = new AbortController();
  let cut: Cut | null = null;
  return {
    door,
    request,
    response,
    gone,
    over: AbortSignal.any([gone, stopped.signal]),
    get cut() {
      return cut;
    },
    stop(reason) {
      cut ??= reason;
      stopped.abort(new Error('The call was cut.'));
    },
    facts: {},
  };
}

/** Name and code only: messages of network errors can hold addresses with a token in them. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error
    ? `${error.name} ${String(error.code)}`
    : `${error.name} ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
}
