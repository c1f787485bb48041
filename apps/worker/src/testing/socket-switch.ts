import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A Unix socket that leads to another one while it is on, and to nobody while it is off, as a stopped daemon's. */
export type SocketSwitch = { on(): Promise<void>; off(): Promise<void> };

export function createSocketSwitch({ path, target }: { path: string; target: string }): SocketSwitch {
  const open = new Set<Socket>();
  let server: Server | undefined;
  return {
    async on() {
      await rm(path, { force: true });
      server = createServer((near) => {
        const far = connect(target);
        for (const socket of [near, far]) {
          open.add(socket);
          socket.on('error', () => undefined);
          socket.on('close', () => {
            open.delete(socket);
            near.destroy();
            far.destroy();
          });
        }
        near.pipe(far).pipe(near);
      });
      server.listen(path);
      await once(server, 'listening');
    },
    async off() {
      if (server === undefined) return;
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
      server = undefined;
    },
  };
}
