import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { visibleBots } from './visible-bots.ts';
import type { ReusableKey } from './views.ts';

/** The bots whose AI key a new bot may use, by name: what somebody chooses from who may deploy but sets no keys. */
export async function listReusableKeys(ctx: Context): Promise<ReusableKey[]> {
  await requirePermission(ctx, 'bot:deploy');
  const bots = await readAs(ctx).bot.findMany({
    where: {
      ...visibleBots(ctx),
      desiredState: { not: 'deleted' },
      secrets: { some: { kind: 'provider_key', organisationId: ctx.organisationId, revokedAt: null } },
    },
    select: { id: true, name: true, providerId: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return bots.map(({ id, name, providerId }) => ({ botId: id, botName: name, providerId }));
}
