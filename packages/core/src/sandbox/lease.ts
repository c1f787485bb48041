import type { Lease } from '../observe.ts';
import type { Services } from '../services.ts';

/**
 * Takes the bot's lease for `seconds`, by Postgres' clock, and raises its epoch, so that whatever an earlier
 * holder still writes is refused. Null when somebody else holds it, or the bot is gone.
 */
export async function claimLease(
  { database }: Services,
  { botId, owner, seconds }: { botId: string; owner: string; seconds: number },
): Promise<Lease | null> {
  const [claimed] = await database.lookup.$queryRaw<{ organisationId: string; epoch: number }[]>`
    select * from claim_lease(${botId}::uuid, ${owner}, ${seconds}::float8)`;
  return claimed === undefined ? null : { botId, owner, ...claimed };
}

/** Holds the lease for `seconds` from now. False when it is no longer this one: stop at once. */
export async function renewLease({ database }: Services, lease: Lease, seconds: number): Promise<boolean> {
  const { botId, owner, epoch } = lease;
  const [row] = await database.lookup.$queryRaw<{ held: boolean }[]>`
    select renew_lease(${botId}::uuid, ${owner}, ${epoch}::int, ${seconds}::float8) as held`;
  return row?.held === true;
}

/** Gives the bot back at once instead of letting the lease run out. Somebody else's lease is left alone. */
export async function releaseLease({ database }: Pick<Services, 'database'>, lease: Lease): Promise<void> {
  const { botId, owner, epoch } = lease;
  await database.lookup.$queryRaw`select release_lease(${botId}::uuid, ${owner}, ${epoch}::int)::text`;
}
