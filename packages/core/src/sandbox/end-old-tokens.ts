import { mutate } from '../mutate.ts';
import { assertLease, type Lease } from '../observe.ts';
import type { Services } from '../services.ts';
import { systemContext } from '../system-context.ts';
import type { DesiredBot } from './types.ts';

/**
 * Ends the tokens of before the last renewal, once no sandbox is left that holds them; the airlock refuses them from then
 * on. Nothing happens when the bot's owner has wanted something else since: then a sandbox may hold them after all.
 * Throws `LeaseLostError` when another worker has the bot.
 */
export async function endOldTokens(services: Services, lease: Lease, bot: DesiredBot): Promise<void> {
  const { botId, organisationId } = lease;
  const { generation, desiredState, name, correlationId } = bot;
  await mutate({
    ctx: systemContext(services, organisationId, correlationId),
    permission: 'system',
    run: async (tx) => {
      await assertLease(tx, lease);
      const same = await tx.bot.count({ where: { id: botId, organisationId, generation, desiredState } });
      if (same === 0) return 0;
      return (await tx.sandboxToken.deleteMany({ where: { botId, organisationId, retiring: true } })).count;
    },
    audit: (ended) =>
      ended === 0 ? [] : { action: 'bot.old_tokens_ended', target: { type: 'bot', id: botId, name }, botId },
  });
}
