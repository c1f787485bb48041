import type { Services } from '../services.ts';

/**
 * Ids of the bots whose two sides differ, or that have something pending, whether or not somebody is at work
 * on them: a lease may be a dead worker's. A failed bot is among them once its next try is due, or its owner
 * has changed something.
 */
export async function findDrift(services: Services): Promise<string[]> {
  const rows = await services.database.read.$queryRaw<{ id: string }[]>`
    select b."id" from "Bot" b
    where b."deletedAt" is null
      and (
        b."desiredState" = 'deleted'
        or (b."desiredState" = 'stopped' and b."observedState" <> 'stopped')
        or (b."desiredState" = 'running' and (
          b."observedGeneration" <> b."generation"
          or b."observedState" not in ('running', 'failed')
          or (b."observedState" = 'running' and (
            b."observedConfigVersion" <> b."desiredConfigVersion"
            or exists (select 1 from "SandboxCommand" c where c."botId" = b."id" and c."status" = 'pending')
          ))
          or (b."observedState" = 'failed' and (
            b."retryAt" <= now()
            or b."failure" is null
            or (b."failure"->>'generation')::int is distinct from b."generation"
            or (b."failure"->>'configVersion')::int is distinct from b."desiredConfigVersion"
          ))
        ))
      )
    order by b."createdAt"`;
  return rows.map((row) => row.id);
}
