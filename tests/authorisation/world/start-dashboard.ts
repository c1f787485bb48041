import { join } from 'node:path';
import { REPO } from './repo.ts';
import { freePort, startProcess } from './start-process.ts';
import type { RunningProcess } from './start-process.ts';
import type { Doors } from './start-doors.ts';
import type { World } from './start-world.ts';

/** Where the two builds of the dashboard are: the one that ships, and the one without the application's checks. */
export const BUILDS = {
  checked: join(REPO, 'apps/dashboard/.next'),
  unchecked: join(REPO, 'apps/dashboard/.unchecked'),
} as const;

/** A built dashboard in front of the world. */
export async function startDashboard(world: World, doors: Doors, build: keyof typeof BUILDS): Promise<RunningProcess> {
  const port = await freePort();
  const slugs = Object.fromEntries(
    [world.ours, world.theirs].map(({ ids, organisationId }) => [ids.org, organisationId]),
  );
  return startProcess({
    script: join(BUILDS[build], 'standalone/apps/dashboard/server.js'),
    port,
    health: '/api/health',
    env: {
      ...world.env,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      NEXTAUTH_SECRET: world.env['INTERNAL_KEY'] ?? '',
      AIRLOCK_INBOUND_URL: doors.inboundUrl,
      // Read by the unchecked build alone, which asks for no membership and so needs the ids from elsewhere.
      ...(build === 'unchecked' ? { CLAWBERTH_UNCHECKED_ORGANISATIONS: JSON.stringify(slugs) } : {}),
    },
  });
}
