import { AIRLOCK_ENTRANCES } from '../../../apps/airlock/src/entrances.ts';
import { HEALTH_PATH } from '../../../apps/worker/src/health.ts';
import type { Entrance } from '../list-entrances.ts';

/** The ways into the airlock and the worker, from the tables that their servers route by. */
export function listDoorEntrances(): Entrance[] {
  const ids = [...AIRLOCK_ENTRANCES.map((entrance) => `airlock ${entrance}`), `worker GET ${HEALTH_PATH}`];
  return ids.map((id) => ({ kind: 'door', id }));
}
