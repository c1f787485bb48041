import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockBot } from './find-bot.ts';
import { lockSameSecrets } from './same-secret.ts';
import { givenKindField } from './secret-kinds.ts';
import type { GivenKind } from './views.ts';

const schema = z.object({ kind: givenKindField });

/**
 * Stops the bot's secret at the airlock, for every bot of the organisation that uses the same value: nothing goes out
 * under it from the commit on, and what is under way is cut. It is never used again; the bots wait for another one.
 * Gives those bots, this one first. A second time changes nothing. Throws `invalid_input`, `not_found`.
 */
export async function revokeSecret(
  ctx: Context,
  input: { botId: string; kind: GivenKind },
): Promise<{ bots: { botId: string; botName: string }[] }> {
  await requirePermission(ctx, 'secret:manage');
  const { kind } = parseInput(schema, input);
  const { organisationId } = ctx;
  const same = await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, input.botId);
      const same = await lockSameSecrets(tx, { organisationId, botId: bot.id, kind });
      const ids = same.map(({ secretId }) => secretId);
      await tx.botSecret.updateMany({
        where: { organisationId, id: { in: ids }, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      return same;
    },
    audit: (same) =>
      same
        .filter(({ revokedAt }) => revokedAt === null)
        .map(({ botId, botName, fingerprint }) => ({
          action: 'bot.secret_revoked',
          target: { type: 'bot', id: botId, name: botName },
          botId,
          before: { kind, fingerprint },
        })),
  });
  return { bots: same.map(({ botId, botName }) => ({ botId, botName })) };
}
