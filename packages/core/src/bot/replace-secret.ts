import type { SecretKind, TenantTx } from '@clawberth/db';
import type { SealedSecret } from '../secrets/bot-secret.ts';

/** Puts the sealed secret in the place of the bot's earlier one of this kind; gives the earlier fingerprint. */
export async function replaceSecret(tx: TenantTx, secret: SealedSecret & { kind: SecretKind }): Promise<string | null> {
  const { botId, organisationId, kind } = secret;
  const earlier = await tx.botSecret.findFirst({
    where: { botId, organisationId, kind },
    select: { fingerprint: true },
  });
  await tx.botSecret.deleteMany({ where: { botId, organisationId, kind } });
  await tx.botSecret.create({ data: secret });
  return earlier?.fingerprint ?? null;
}
