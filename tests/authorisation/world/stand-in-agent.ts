import { createServer } from 'node:http';
import { AGENT_PORT } from '@clawberth/openclaw';

/** A sandbox's network as the airlock sees it: on loopback, so that a test can be inside. */
export type Network = { address: string; subnet: string; inside: string };

/** A network of its own among loopback's: the third number tells sides apart, the second tells runs apart. */
export function makeNetwork(side: number): Network {
  const prefix = `127.${1 + (process.pid % 250)}.${side}`;
  return { address: `${prefix}.2`, subnet: `${prefix}.0/24`, inside: `${prefix}.7` };
}

/** Stands for the sandbox agent of every bot of one organisation: chat and log tell `secret`, which is theirs alone. */
export async function startStandInAgent(network: Network, secret: string): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    const path = (request.url ?? '').split('?')[0];
    const type = { '/v1/chat': 'text/event-stream', '/v1/logs': 'application/x-ndjson' }[path ?? ''];
    if (type === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type });
    response.end(
      type === 'text/event-stream' ? `data: ${JSON.stringify({ secret })}\n\n` : `${JSON.stringify({ secret })}\n`,
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(AGENT_PORT, network.address, resolve);
  });
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
