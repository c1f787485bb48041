import { Prisma } from '@clawberth/db';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { askProvider } from '../outside/ask-provider.ts';
import { readProviderKey } from '../outside/provider-key.ts';
import { sealSecret } from '../secrets/bot-secret.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { chooseModel } from './choose-model.ts';
import { readFailure } from './failure-record.ts';
import { findBot, lockBot } from './find-bot.ts';
import { replaceSecret } from './replace-secret.ts';
import { requireNewValue } from './same-secret.ts';

/**
 * Gives the bot another key of its provider, tried first. It works from the next question on, without a restart;
 * a bot that had failed is started again, which the answer says. Errors at `key` as with checkProviderKey, and `conflict`
 * for a key that it has or that was stopped; `not_found`, `conflict`.
 */
export async function replaceProviderKey(
  ctx: Context,
  { botId, key: pasted }: { botId: string; key: string },
): Promise<{ restarts: boolean }> {
  await requirePermission(ctx, 'secret:manage');
  const { services, organisationId, actor } = ctx;
  const { id, providerId, modelId } = await findBot(ctx, botId);
  const { provider, model } = chooseModel(providerId, modelId);
  if (provider.keyPattern === null) throw new ClawberthError('conflict', 'Practice answers need no key.');
  const key = readProviderKey(provider, pasted);
  await askProvider(services, provider, model, key, 'key');
  const setById = actor.type === 'user' ? actor.userId : null;
  const secret = await sealSecret(services, { organisationId, botId: id, kind: 'provider_key', value: key, setById });
  const { restarts } = await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, id);
      if (bot.providerId !== provider.id) throw changedMeanwhile();
      const { fingerprint } = secret;
      await requireNewValue(tx, { organisationId, botId: id, kind: 'provider_key', fingerprint }, 'key');
      const earlier = await replaceSecret(tx, secret);
      const failure = readFailure(bot);
      // What the old key brought about is over; any other failure ends with a new start.
      const over = failure?.code.startsWith('provider_') === true && bot.observedState === 'running';
      const failed = failure !== null && bot.desiredState === 'running';
      if (failed) {
        const data = over ? { failure: Prisma.DbNull } : { generation: bot.generation + 1 };
        await tx.bot.updateMany({ where: { id, organisationId }, data });
      }
      return { bot, earlier, restarts: failed && !over };
    },
    audit: ({ bot, earlier }) => ({
      action: 'bot.provider_key_replaced',
      target: { type: 'bot', id, name: bot.name },
      botId: id,
      before: { fingerprint: earlier },
      after: { fingerprint: secret.fingerprint, provider: provider.label },
    }),
    ring: () => id,
  });
  return { restarts };
}
