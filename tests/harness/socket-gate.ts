import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SocketGate = {
  path: string;
  /** Breaks every connection and refuses new ones, as a dead daemon does. */
  shut: () => void;
  open: () => void;
  close: () => Promise<void>;
};

/** A Unix socket that leads to another one until it is shut: Docker can be "down" without touching the daemon. */
export async function startSocketGate(target: string): Promise<SocketGate> {
  const folder = await mkdtemp(join(tmpdir(), 'clawberth-gate-'));
  const path = join(folder, 'gate.sock');
  const open = new Set<Socket>();
  let isOpen = true;
  const server = createServer((incoming) => {
    if (!isOpen) return void incoming.destroy();
    const outgoing = connect(target);
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    incoming.pipe(outgoing);
    outgoing.pipe(incoming);
  });
  await new Promise<void>((done) => server.listen(path, done));
  return {
    path,
    shut: () => {
      isOpen = false;
      for (const socket of open) socket.destroy();
    },
    open: () => {
      isOpen = true;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
