import type { DesiredState, ObservedState } from '@clawberth/db';
import type { Services } from '../services.ts';

/** Where a bot should be and was last seen; for comparing with what runs on the machine. */
export type Placement = {
  botId: string;
  organisationId: string;
  desiredState: DesiredState;
  generation: number;
  observedState: ObservedState;
  deletedAt: Date | null;
};

/** Every living bot of every organisation, and the bots deleted since `deletedSince`. For the worker's sweep only. */
export async function listPlacements(
  services: Services,
  { deletedSince }: { deletedSince: Date },
): Promise<Placement[]> {
  return services.database.lookup.$queryRaw<Placement[]>`select * from lookup_placements(${deletedSince}::timestamptz)`;
}
