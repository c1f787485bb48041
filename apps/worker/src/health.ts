import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

export type Health = {
  /** The process works; false makes the answer a 503. */
  ok: boolean;
  detail: Record<string, unknown>;
};

/** The one way into the worker. */
export const HEALTH_PATH = '/healthz';

/** Answers `GET /healthz` on loopback. A machine that cannot start sandboxes is told in the detail: the worker itself is well. */
export async function startHealthServer({
  port,
  read,
}: {
  port: number;
  read: () => Promise<Health>;
}): Promise<Server> {
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url !== HEALTH_PATH) {
        response.writeHead(404).end();
        return;
      }
      const { ok, detail } = await read();
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify({ ok, ...detail }));
    })();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
