import { randomUUID } from 'node:crypto';
import type { SecretKind, TenantTx } from '@clawberth/db';
import type { Provider, ProviderModel } from '@clawberth/openclaw';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { askProvider } from '../outside/ask-provider.ts';
import { askTelegram, type TelegramAnswer } from '../outside/ask-telegram.ts';
import { readProviderKey } from '../outside/provider-key.ts';
import { readTelegramToken } from '../outside/telegram-token.ts';
import { sealForm } from '../secrets/bot-form.ts';
import type { SealedSecret } from '../secrets/bot-secret.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { borrowKey, type BorrowedKey } from './borrow-key.ts';
import { chooseModel } from './choose-model.ts';
import { deploySchema, type DeployInput, type ParsedDeploy } from './deploy-input.ts';
import { BOTS_PER_ORGANISATION } from './limits.ts';
import { makeBotSecrets } from './make-bot-secrets.ts';
import { requireNotStopped } from './same-secret.ts';
import { isGiven } from './secret-kinds.ts';
import { requireUnusedTelegramBot, telegramInUse } from './telegram-in-use.ts';
import { readAs } from '../scope-of.ts';
import { lockOrganisation } from '../organisation/lock-organisation.ts';

/**
 * A new bot, wanted running: its form and secrets sealed, its tokens made, the worker woken. Token and key
 * are checked with Telegram and the provider first; when they are refused nothing is left behind.
 * The same deployKey again gives the same bot. Throws `invalid_input`, `outside_refused`,
 * `outside_unreachable` and `conflict` with messages by field, `limit_reached` at the most bots, `forbidden` for a
 * pasted key or token by somebody who may not set any. They can name another bot, whose key is used then.
 */
export async function deployBot(ctx: Context, input: DeployInput): Promise<{ botId: string }> {
  await requirePermission(ctx, 'bot:deploy');
  const form = parseInput(deploySchema, input);
  const earlier = await findDeployed(ctx, form.deployKey);
  if (earlier !== null) return { botId: earlier };

  const { provider, model } = chooseModel(form.providerId, form.modelId);
  if (carriesSecret(form)) await requirePermission(ctx, 'secret:manage');
  const borrowed = await borrowKey(ctx, form, provider);
  const given = readSecrets(form, provider, borrowed);
  const telegram = await checkOutside(ctx, provider, model, given);
  if (telegram !== null) await requireUnusedTelegramBot(ctx, telegram.telegramBotId, 'telegramToken');
  try {
    return await write(ctx, { form, provider, telegram, given });
  } catch (error) {
    // Two clicks, or two drafts with one token, met in the database: the first one stands.
    const winner = await findDeployed(ctx, form.deployKey);
    if (winner !== null) return { botId: winner };
    if (telegram === null || !isUniqueViolation(error, 'telegramBotId')) throw error;
    await requireUnusedTelegramBot(ctx, telegram.telegramBotId, 'telegramToken');
    throw telegramInUse('telegramToken', null);
  }
}

type Given = { telegramToken: string | null; providerKey: string | null; borrowed: BorrowedKey | null };

/** Whether the form holds a key or a token, or asks for a channel that needs one. */
function carriesSecret({ channel, telegramToken, providerKey }: ParsedDeploy): boolean {
  return channel === 'telegram' || [telegramToken, providerKey].some((one) => one !== undefined && one !== '');
}

function readSecrets(form: ParsedDeploy, provider: Provider, borrowed: BorrowedKey | null): Given {
  const pastedKey = () => readProviderKey(provider, form.providerKey, 'providerKey');
  return {
    telegramToken: form.channel === 'telegram' ? readTelegramToken(form.telegramToken, 'telegramToken') : null,
    providerKey: provider.keyPattern === null ? null : (borrowed?.key ?? pastedKey()),
    borrowed,
  };
}

/** Asks both at once, so that somebody with two mistakes reads of both. */
async function checkOutside(
  { services }: Context,
  provider: Provider,
  model: ProviderModel,
  { telegramToken, providerKey, borrowed }: Given,
): Promise<TelegramAnswer | null> {
  const [telegram, key] = await Promise.allSettled([
    telegramToken === null ? null : askTelegram(services, telegramToken, 'telegramToken'),
    providerKey === null
      ? null
      : askProvider(services, provider, model, providerKey, borrowed === null ? 'providerKey' : 'keyFromBotId'),
  ]);
  const failures = [telegram, key].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const [first, second] = failures;
  if (first instanceof ClawberthError && second instanceof ClawberthError) {
    throw new ClawberthError(first.code, first.message, { fields: { ...first.fields, ...second.fields } });
  }
  if (failures.length > 0) throw first;
  return telegram.status === 'fulfilled' ? telegram.value : null;
}

async function findDeployed(ctx: Context, deployKey: string): Promise<string | null> {
  const where = { organisationId_deployKey: { organisationId: ctx.organisationId, deployKey } };
  return (await readAs(ctx).bot.findUnique({ where, select: { id: true } }))?.id ?? null;
}

type Checked = { form: ParsedDeploy; provider: Provider; telegram: TelegramAnswer | null; given: Given };

async function write(ctx: Context, { form, provider, telegram, given }: Checked): Promise<{ botId: string }> {
  const { services, organisationId } = ctx;
  const { deployKey, name, template, instructions, about, channel, modelId } = form;
  const botId = randomUUID();
  const setById = ctx.actor.type === 'user' ? ctx.actor.userId : null;
  const { telegramToken, providerKey, borrowed } = given;
  const own =
    telegram === null || telegramToken === null
      ? null
      : { token: telegramToken, telegramBotId: telegram.telegramBotId };
  // Sealed before the transaction: reading the data key is a question of its own.
  const [version, { secrets, sandboxTokens }] = await Promise.all([
    sealForm(services, {
      organisationId,
      botId,
      number: 1,
      createdById: setById,
      form: { name, template, instructions, about, modelId },
    }),
    makeBotSecrets(services, {
      organisationId,
      botId,
      setById,
      telegram: own,
      providerKey,
      keySetById: borrowed?.setById ?? setById,
    }),
  ]);
  const fingerprintOf = (kind: SecretKind) => secrets.find((secret) => secret.kind === kind)?.fingerprint ?? null;

  return mutate({
    ctx,
    permission: 'bot:deploy',
    run: async (tx) => {
      await requirePlace(tx, organisationId);
      await requireNoneStopped(tx, organisationId, secrets, borrowed !== null);
      await tx.bot.create({
        data: {
          id: botId,
          organisationId,
          deployKey,
          name,
          template,
          providerId: provider.id,
          modelId,
          telegramBotId: telegram?.telegramBotId ?? null,
          telegramUsername: telegram?.username ?? null,
          telegramName: telegram?.name ?? null,
          desiredState: 'running',
        },
      });
      await tx.configVersion.create({ data: version });
      await tx.botSecret.createMany({ data: secrets });
      await tx.sandboxToken.createMany({ data: sandboxTokens });
      const now = new Date();
      await tx.deployStage.create({
        data: {
          organisationId,
          botId,
          generation: 1,
          stage: 'reserved',
          status: 'done',
          startedAt: now,
          finishedAt: now,
        },
      });
      return { botId };
    },
    audit: () => ({
      action: 'bot.deployed',
      result: 'requested',
      target: { type: 'bot', id: botId, name },
      botId,
      after: {
        name,
        template,
        channel,
        provider: provider.label,
        model: modelId,
        telegram: telegram === null ? null : `@${telegram.username}`,
        telegramToken: fingerprintOf('telegram_token'),
        providerKey: fingerprintOf('provider_key'),
        providerKeyFrom: borrowed?.botName ?? null,
      },
    }),
    ring: () => botId,
  });
}

/** Refuses what somebody here has stopped, at the field where it came from. */
async function requireNoneStopped(
  tx: TenantTx,
  organisationId: string,
  secrets: readonly SealedSecret[],
  borrowed: boolean,
): Promise<void> {
  const keyField = borrowed ? 'keyFromBotId' : 'providerKey';
  for (const { kind, fingerprint } of secrets) {
    if (!isGiven(kind)) continue;
    const field = kind === 'telegram_token' ? 'telegramToken' : keyField;
    await requireNotStopped(tx, { organisationId, kind, fingerprint }, field);
  }
}

/** Counts under the organisation's lock, so that two deploys at once cannot both take the last place. */
async function requirePlace(tx: TenantTx, organisationId: string): Promise<void> {
  await lockOrganisation(tx, organisationId);
  const bots = await tx.bot.count({ where: { organisationId, deletedAt: null } });
  if (bots < BOTS_PER_ORGANISATION) return;
  throw new ClawberthError(
    'limit_reached',
    `An organisation can have ${BOTS_PER_ORGANISATION} bots at most. Delete one that you no longer need.`,
  );
}
