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
  const rows = await services.database.read.bot.findMany({
    where: { OR: [{ deletedAt: null }, { deletedAt: { gte: deletedSince } }] },
    select: {
      id: true,
      organisationId: true,
      desiredState: true,
      generation: true,
      observedState: true,
      deletedAt: true,
    },
  });
  return rows.map(({ id, ...rest }) => ({ botId: id, ...rest }));
}
