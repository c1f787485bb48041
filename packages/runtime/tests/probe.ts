import { execa } from 'execa';
import { NODE_IN_IMAGE } from './test-machine.ts';

/** What to try: a TCP connection, or a name asked of a name server over UDP (`system`: whatever it has). */
export type Probe = { tcp: string; port: number } | { dns: string };

const PATIENCE_MS = 3000;
const SCRIPT = `
  const net = require('node:net');
  const dns = require('node:dns');
  const tcp = (host, port) => new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: ${PATIENCE_MS} });
    const end = (word) => { socket.destroy(); resolve(word); };
    socket.once('connect', () => end('reached'));
    socket.once('timeout', () => end('ETIMEDOUT'));
    socket.once('error', (error) => end(error.code));
  });
  const ask = (server) => new Promise((resolve) => {
    const resolver = new dns.Resolver({ timeout: ${PATIENCE_MS}, tries: 1 });
    if (server !== 'system') resolver.setServers([server]);
    resolver.resolve4('name.example', (error) => resolve(error ? error.code : 'reached'));
  });
  const probes = JSON.parse(process.argv[1]);
  // An empty host would quietly mean this machine itself.
  if (!probes.every((probe) => probe.tcp || probe.dns)) throw new Error('A probe has no target.');
  Promise.all(probes.map((probe) => ('tcp' in probe ? tcp(probe.tcp, probe.port) : ask(probe.dns))))
    .then((answers) => console.log(JSON.stringify(answers)));
`;

/** `reached`, or the error's code, for each probe made from inside the container. */
export async function probeFrom(container: string, probes: Probe[]): Promise<string[]> {
  const args = ['exec', container, NODE_IN_IMAGE, '-e', SCRIPT, '--', JSON.stringify(probes)];
  return parseAnswers((await execa('docker', args)).stdout);
}

/** The same from the host. */
export async function probeFromHost(probes: Probe[]): Promise<string[]> {
  return parseAnswers((await execa(process.execPath, ['-e', SCRIPT, '--', JSON.stringify(probes)])).stdout);
}

function parseAnswers(stdout: string): string[] {
  const answers: unknown = JSON.parse(stdout);
  if (!Array.isArray(answers)) throw new Error(`No answers in ${stdout}`);
  return answers.map(String);
}
