import { leasing, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';

/**
 * Takes the bot's lease for `seconds`, by Postgres' clock, and raises its epoch, so that whatever an earlier
 * holder still writes is refused. Null when somebody else holds it, or the bot is gone.
 */
export async function claimLease(
  services: Services,
  { botId, owner, seconds }: { botId: string; owner: string; seconds: number },
): Promise<Lease | null> {
  const bot = await services.database.read.bot.findUnique({
    where: { id: botId, deletedAt: null },
    select: { organisationId: true },
  });
  if (bot === null) return null;
  const { organisationId } = bot;
  const [claimed] = await leasing(
    services,
    organisationId,
    (tx) => tx.$queryRaw<{ leaseEpoch: number }[]>`
    update "Bot"
    set "leaseOwner" = ${owner}, "leaseEpoch" = "leaseEpoch" + 1, "leaseExpiresAt" = now() + make_interval(secs => ${seconds}::float8)
    where "id" = ${botId}::uuid and "organisationId" = ${organisationId}::uuid and "deletedAt" is null
      and ("leaseExpiresAt" is null or "leaseExpiresAt" < now())
    returning "leaseEpoch"`,
  );
  return claimed === undefined ? null : { botId, organisationId, owner, epoch: claimed.leaseEpoch };
}

/** Holds the lease for `seconds` from now. False when it is no longer this one: stop at once. */
export async function renewLease(services: Services, lease: Lease, seconds: number): Promise<boolean> {
  const renewed = await leasing(
    services,
    lease.organisationId,
    (tx) => tx.$queryRaw<unknown[]>`
    update "Bot" set "leaseExpiresAt" = now() + make_interval(secs => ${seconds}::float8)
    where "id" = ${lease.botId}::uuid and "organisationId" = ${lease.organisationId}::uuid
      and "leaseOwner" = ${lease.owner} and "leaseEpoch" = ${lease.epoch} and "deletedAt" is null
    returning 1`,
  );
  return renewed.length > 0;
}

/** Gives the bot back at once instead of letting the lease run out. Somebody else's lease is left alone. */
export async function releaseLease(services: Services, lease: Lease): Promise<void> {
  await leasing(
    services,
    lease.organisationId,
    (tx) => tx.$queryRaw`
    update "Bot" set "leaseOwner" = null, "leaseExpiresAt" = null
    where "id" = ${lease.botId}::uuid and "organisationId" = ${lease.organisationId}::uuid
      and "leaseOwner" = ${lease.owner} and "leaseEpoch" = ${lease.epoch}
    returning 1`,
  );
}
