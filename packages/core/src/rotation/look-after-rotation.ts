import { randomUUID } from 'node:crypto';
import { renewTokensAs } from '../bot/renew-tokens.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';
import { readDue } from './read-due.ts';
import { remindOwners } from './remind-owners.ts';

export type RotationRound = { reminded: number; renewed: number };

/** Bots that one round renews the tokens of at most: each of them starts again, which takes the machine a while. */
const MOST_RENEWALS = 10;

/**
 * Looks after secrets that are due in any organisation: asks owners and admins by letter to replace those that people gave,
 * at most weekly, and renews those that Clawberth made. `dashboardUrl`: how people reach the dashboard, for the letters'
 * button. An organisation that fails keeps no other from its turn; throws the first failure at the end.
 */
export async function lookAfterRotation(
  services: Services,
  { dashboardUrl }: { dashboardUrl: string | null },
): Promise<RotationRound> {
  const rows = await services.database.lookup.$queryRaw<{ organisationId: string }[]>`
    select * from lookup_rotation_due()`;
  const round = { reminded: 0, renewed: 0 };
  const failures: unknown[] = [];
  for (const { organisationId } of rows) {
    try {
      const ctx = systemContext(services, organisationId, randomUUID());
      const due = await readDue(ctx);
      if (await remindOwners(ctx, due, dashboardUrl)) round.reminded += 1;
      for (const botId of due.innerOf.slice(0, MOST_RENEWALS - round.renewed)) {
        await renewTokensAs(ctx, 'system', { botId });
        round.renewed += 1;
      }
    } catch (error) {
      services.log.error({ organisationId, err: error }, 'secrets that are due could not be looked after');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return round;
}
