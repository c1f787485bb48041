import { PROVIDER_IDS } from '@clawberth/openclaw';
import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { findBot } from './find-bot.ts';
import { readForm } from './read-form.ts';
import type { BotConfigView } from './views.ts';
import { readAs } from '../scope-of.ts';

/** The newest config version for the settings screen; secrets as fingerprints. Throws `not_found`. */
export async function getConfig(ctx: Context, { botId }: { botId: string }): Promise<BotConfigView> {
  await requirePermission(ctx, 'config:read');
  const { organisationId } = ctx;
  const read = readAs(ctx);
  const bot = await findBot(ctx, botId);
  const [form, secrets] = await Promise.all([
    readForm(ctx, { organisationId, botId: bot.id, number: bot.desiredConfigVersion }),
    read.botSecret.findMany({
      where: { botId: bot.id, organisationId, kind: { in: ['telegram_token', 'provider_key'] } },
      select: { kind: true, fingerprint: true, setAt: true },
    }),
  ]);
  const telegram = secrets.find(({ kind }) => kind === 'telegram_token');
  const providerKey = secrets.find(({ kind }) => kind === 'provider_key');
  return {
    version: bot.desiredConfigVersion,
    ...form,
    providerId: PROVIDER_IDS.find((id) => id === bot.providerId) ?? 'demo',
    telegram:
      telegram === undefined
        ? null
        : { username: bot.telegramUsername, fingerprint: telegram.fingerprint, setAt: telegram.setAt },
    providerKey: providerKey === undefined ? null : { fingerprint: providerKey.fingerprint, setAt: providerKey.setAt },
  };
}
