import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type RunningProcess = { url: string; output: () => string; stop: () => Promise<void> };

const READY_WITHIN_MS = 60_000;

/** Starts one of our built processes as `npm start` does and waits until its health page answers. */
export async function startProcess(options: {
  script: string;
  env: Record<string, string>;
  port: number;
  health: string;
}): Promise<RunningProcess> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', options.script], {
    env: { PATH, NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${options.port}`;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(kill);
  };
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isWell(`${url}${options.health}`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${options.script} did not become ready:\n${output.slice(-4_000)}`);
    }
    await sleep(50);
  }
  return { url, output: () => output, stop };
}

async function isWell(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
