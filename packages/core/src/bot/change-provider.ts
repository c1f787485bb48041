import { z } from 'zod';
import { findProvider } from '@clawberth/openclaw';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { askProvider } from '../outside/ask-provider.ts';
import { readProviderKey } from '../outside/provider-key.ts';
import { sealForm } from '../secrets/bot-form.ts';
import { sealSecret } from '../secrets/bot-secret.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { chooseModel } from './choose-model.ts';
import { findBot, lockBot } from './find-bot.ts';
import { readForm } from './read-form.ts';
import { replaceSecret } from './replace-secret.ts';
import { requireNotStopped } from './same-secret.ts';

export type ChangeProviderInput = {
  botId: string;
  /** The version that the form was filled from. */
  expectedVersion: number;
  providerId: string;
  modelId: string;
  /** Needed by every provider but the demo. */
  key?: string;
};

const schema = z.object({
  expectedVersion: z.int().min(1).max(2_147_483_646),
  providerId: z.string('Please choose an AI provider.').max(32),
  modelId: z.string('Please choose a model.').max(128),
  key: z.unknown().optional(),
});

/**
 * Moves the bot to another AI provider, or from practice answers to a real one: the key is tried first, the next
 * config version names the model. Errors at `key` as with checkProviderKey, at `providerId` and `modelId`;
 * `not_found`, and `conflict` when the expected version is not the newest any more or it is the provider already.
 */
export async function changeProvider(
  ctx: Context,
  { botId, ...input }: ChangeProviderInput,
): Promise<{ version: number }> {
  await requirePermission(ctx, 'secret:manage');
  const { expectedVersion, providerId, modelId, key: pasted } = parseInput(schema, input);
  const { services, organisationId, actor } = ctx;
  const { provider, model } = chooseModel(providerId, modelId);
  const known = await findBot(ctx, botId);
  const { id } = known;
  if (known.providerId === provider.id)
    throw new ClawberthError('conflict', `This bot uses ${provider.label} already.`);
  if (known.desiredConfigVersion !== expectedVersion) throw changedMeanwhile();
  const key = provider.keyPattern === null ? null : readProviderKey(provider, pasted);
  if (key !== null) await askProvider(services, provider, model, key, 'key');

  const number = expectedVersion + 1;
  const setById = actor.type === 'user' ? actor.userId : null;
  const form = { ...(await readForm(ctx, { organisationId, botId: id, number: expectedVersion })), modelId };
  const version = await sealForm(services, { organisationId, botId: id, number, createdById: setById, form });
  const secret =
    key === null
      ? null
      : await sealSecret(services, { organisationId, botId: id, kind: 'provider_key', value: key, setById });
  await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, id);
      if (bot.desiredConfigVersion !== expectedVersion) throw changedMeanwhile();
      if (secret === null)
        await tx.botSecret.deleteMany({ where: { botId: id, organisationId, kind: 'provider_key' } });
      else {
        const { fingerprint } = secret;
        await requireNotStopped(tx, { organisationId, kind: 'provider_key', fingerprint }, 'key');
        await replaceSecret(tx, secret);
      }
      await tx.configVersion.create({ data: version });
      await tx.bot.updateMany({
        where: { id, organisationId },
        data: { desiredConfigVersion: number, providerId: provider.id, modelId },
      });
    },
    audit: () => ({
      action: 'bot.configured',
      result: 'requested',
      target: { type: 'bot', id, name: known.name },
      botId: id,
      before: { provider: findProvider(known.providerId)?.label ?? known.providerId, modelId: known.modelId },
      after: { provider: provider.label, modelId, fingerprint: secret?.fingerprint ?? null },
    }),
    ring: () => id,
  });
  return { version: number };
}
