import { rotationOf } from '../bot/rotation.ts';
import { GIVEN_KINDS, isGiven } from '../bot/secret-kinds.ts';
import type { DueSecret } from '../bot/views.ts';
import { visibleBots } from '../bot/visible-bots.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';

/**
 * The keys and tokens of the organisation's bots that should be replaced now: those with a reason first, then by age.
 * What was stopped is not among them: its bot says so itself.
 */
export async function listDueSecrets(ctx: Context): Promise<DueSecret[]> {
  await requirePermission(ctx, 'config:read');
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const [organisation, rows] = await Promise.all([
    read.organisation.findUnique({ where: { id: organisationId }, select: { rotationPolicy: true } }),
    read.botSecret.findMany({
      where: {
        organisationId,
        kind: { in: [...GIVEN_KINDS] },
        revokedAt: null,
        bot: { ...visibleBots(ctx), desiredState: { not: 'deleted' } },
      },
      select: {
        botId: true,
        kind: true,
        fingerprint: true,
        setAt: true,
        rotateReason: true,
        bot: { select: { name: true } },
      },
    }),
  ]);
  if (organisation === null) throw notFound('organisation');
  const now = new Date();
  return rows
    .flatMap(({ kind, botId, fingerprint, bot, ...row }) => {
      const rotation = rotationOf(row, organisation.rotationPolicy, now);
      return isGiven(kind) && rotation.state === 'due'
        ? [{ botId, botName: bot.name, kind, fingerprint, rotation }]
        : [];
    })
    .sort(byNeed);
}

function byNeed(one: DueSecret, other: DueSecret): number {
  const reasons = Number(other.rotation.reason !== null) - Number(one.rotation.reason !== null);
  return (
    reasons || one.rotation.dueAt.getTime() - other.rotation.dueAt.getTime() || one.botName.localeCompare(other.botName)
  );
}
