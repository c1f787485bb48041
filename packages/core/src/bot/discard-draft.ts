import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockBot } from './find-bot.ts';
import { readEnvironment } from './read-variables.ts';
import type { EnvironmentView } from './views.ts';

const schema = z.object({ names: z.array(z.string().max(64)).max(400).optional() });

/**
 * Throws away the draft of the bot's environment, or of it those variables that are named. Fine when there is none. Gives
 * the environment as it is then. Throws `not_found`.
 */
export async function discardDraft(
  ctx: Context,
  { botId, names: wanted }: { botId: string; names?: readonly string[] },
): Promise<EnvironmentView> {
  await requirePermission(ctx, 'secret:manage');
  const { names } = parseInput(schema, wanted === undefined ? {} : { names: wanted });
  const { organisationId } = ctx;
  const { bot } = await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, botId);
      const named = names === undefined ? {} : { name: { in: names } };
      const where = { botId: bot.id, organisationId, stage: 'draft' as const, ...named };
      const gone = await tx.botVariable.findMany({ where, select: { name: true }, orderBy: { name: 'asc' } });
      await tx.botVariable.deleteMany({ where });
      return { bot, gone: gone.map(({ name }) => name) };
    },
    audit: ({ bot, gone }) =>
      gone.length === 0
        ? []
        : {
            action: 'bot.variables_discarded',
            target: { type: 'bot', id: bot.id, name: bot.name },
            botId: bot.id,
            before: { names: gone.join(', ') },
          },
  });
  return readEnvironment(ctx, bot);
}
