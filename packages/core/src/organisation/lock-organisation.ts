import type { TenantTx } from '@clawberth/db';

/** Holds the organisation's row until the transaction ends, so that those who ask for it take turns; reading goes on. */
export async function lockOrganisation(tx: Pick<TenantTx, '$queryRaw'>, organisationId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Organisation" where "id" = ${organisationId}::uuid for no key update`;
}
