import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { networkOf, runInside } from '../harness/sandbox.ts';

export type Probe = { name: string; host: string; port: number };
export type Reached = { name: string; outcome: string };

/** Runs inside the sandbox: tries each target and says how the attempt ended. */
const PROBE_SCRIPT = `
const net = require('node:net');
const probes = JSON.parse(process.argv[1]);
const attempt = ({ name, host, port }) => new Promise((done) => {
  const socket = net.connect({ host, port, timeout: 4000 });
  const end = (outcome) => { socket.destroy(); done({ name, outcome }); };
  socket.on('connect', () => end('connected'));
  socket.on('timeout', () => end('timeout'));
  socket.on('error', (error) => end(error.code));
});
Promise.all(probes.map(attempt)).then((all) => process.stdout.write(JSON.stringify(all)));
`;

/** Anything else means that a packet came back from the target: it was reached. */
export const UNREACHED = ['timeout', 'ENETUNREACH', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EACCES', 'ETIMEDOUT'];

export async function probeFromInside(botId: string, probes: readonly Probe[]): Promise<Reached[]> {
  return JSON.parse(await runInside(botId, PROBE_SCRIPT, [JSON.stringify(probes)])) as Reached[];
}

/** Whether the same target answers when the host itself asks: without this a probe proves nothing. */
export function reachableFromHost({ host, port }: Probe): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: 3_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}

/** Opens a port on all of the host's addresses, which a sandbox must not reach on any of them. */
export async function openOnAllAddresses(): Promise<{ port: number; addresses: string[]; close: () => void }> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no port');
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
    .map((one) => one.address);
  return { port: address.port, addresses, close: () => server.close() };
}

/** Where a sandbox of `botId` must not get, each with a name for the report. */
export async function forbiddenTargets(
  otherBotId: string,
  port: number,
  addresses: readonly string[],
  ports: { postgres: number; redis: number; inbound: number },
  ownGateway: string,
): Promise<{ withControl: Probe[]; bare: Probe[] }> {
  const other = await networkOf(otherBotId);
  return {
    withControl: [
      { name: 'another bot’s sandbox agent', host: other.address, port: 18080 },
      ...addresses.map((host) => ({ name: `the host at ${host}`, host, port })),
    ],
    bare: [
      { name: 'Postgres', host: ownGateway, port: ports.postgres },
      { name: 'Redis', host: ownGateway, port: ports.redis },
      { name: 'the airlock’s inbound door', host: ownGateway, port: ports.inbound },
      { name: 'another bot’s gateway address', host: other.gateway, port: 18080 },
      { name: 'the metadata address', host: '169.254.169.254', port: 80 },
      { name: 'the internet by address', host: '1.1.1.1', port: 443 },
      { name: 'the internet by name', host: 'api.telegram.org', port: 443 },
    ],
  };
}
