import { listBuildEntrances } from './entrances/list-build-entrances.ts';
import { listDoorEntrances } from './entrances/list-door-entrances.ts';

/**
 * One way into Clawberth over HTTP. `id` is what a row of the matrix is called by:
 * `page /o/[org]/team`, `GET /api/health`, `action team inviteAction`, `airlock GET /healthz`.
 */
export type Entrance =
  | { kind: 'page'; id: string; path: string }
  | { kind: 'route'; id: string; method: string; path: string }
  | { kind: 'action'; id: string; actionId: string }
  | { kind: 'door'; id: string };

/** Every way in that the build of the dashboard in `buildFolder` (its distDir), the airlock and the worker have. */
export async function listEntrances(buildFolder: string): Promise<Entrance[]> {
  return [...(await listBuildEntrances(buildFolder)), ...listDoorEntrances()];
}
