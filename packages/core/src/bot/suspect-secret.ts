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
 * Says that others may know the bot's secret: it is due to be replaced from now on, at every bot of the organisation that
 * uses the same value. It goes on working. Throws `invalid_input`, `not_found`.
 */
export async function suspectSecret(ctx: Context, input: { botId: string; kind: GivenKind }): Promise<void> {
  await requirePermission(ctx, 'secret:manage');
  const { kind } = parseInput(schema, input);
  const { organisationId } = ctx;
  await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, input.botId);
      const same = await lockSameSecrets(tx, { organisationId, botId: bot.id, kind });
      await tx.botSecret.updateMany({
        where: { organisationId, id: { in: same.map(({ secretId }) => secretId) } },
        data: { rotateReason: 'suspected', rotateSince: new Date(), remindedAt: null },
      });
      return same;
    },
    audit: (same) =>
      same.map(({ botId, botName, fingerprint }) => ({
        action: 'bot.secret_suspected',
        target: { type: 'bot', id: botId, name: botName },
        botId,
        after: { kind, fingerprint },
      })),
  });
}
