import type { BotSecret } from '@clawberth/db';
import { findProvider } from '@clawberth/openclaw';
import { notFound } from '../errors.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import type { Services } from '../services.ts';
import { addressInSubnet } from './address-in-subnet.ts';
import type { AirlockCaller } from './views.ts';

type Knock<K> = {
  /** SHA-256 in hex of what the caller showed. */
  tokenHash: string;
  kind: K;
  /** The peer's address as the socket says it. */
  remoteAddress: string;
};

/**
 * Who knocks at the bots' door, with the real key that the call needs. Looked up anew for each call, so that
 * a deleted bot is refused at once. Throws `not_found`, without saying what was wrong, unless the token is
 * known, of this kind, its bot wanted, and the address inside the bot's own network.
 */
export async function resolveCaller<K extends AirlockCaller['kind']>(
  services: Services,
  { tokenHash, kind, remoteAddress }: Knock<K>,
): Promise<Extract<AirlockCaller, { kind: K }>> {
  if (!/^[0-9a-f]{64}$/.test(tokenHash)) throw notFound('caller');
  const row = await services.database.read.sandboxToken.findUnique({
    where: { tokenHash },
    include: {
      bot: {
        include: {
          sandbox: { select: { subnet: true } },
          secrets: { where: { kind: kind === 'airlock_token' ? 'provider_key' : 'telegram_token' } },
        },
      },
    },
  });
  if (row === null || row.kind !== kind) throw notFound('caller');
  const { bot } = row;
  if (bot.deletedAt !== null || bot.desiredState === 'deleted' || bot.sandbox === null) throw notFound('caller');
  if (!addressInSubnet(remoteAddress, bot.sandbox.subnet)) throw notFound('caller');
  const caller = await makeCaller(services, kind, bot, bot.secrets[0] ?? null);
  // The kind asked for is the kind made: the row was compared above.
  return caller as Extract<AirlockCaller, { kind: K }>;
}

type CallerBot = { id: string; organisationId: string; name: string; providerId: string; modelId: string };

async function makeCaller(
  services: Services,
  kind: AirlockCaller['kind'],
  bot: CallerBot,
  secret: BotSecret | null,
): Promise<AirlockCaller> {
  const who = { botId: bot.id, organisationId: bot.organisationId, botName: bot.name };
  if (kind === 'telegram_stand_in') {
    if (secret === null) throw notFound('caller');
    return { ...who, kind, telegramToken: await openSecret(services, secret) };
  }
  const provider = findProvider(bot.providerId);
  if (provider === null || (provider.keyPattern !== null && secret === null)) throw notFound('caller');
  return {
    ...who,
    kind,
    providerId: provider.id,
    api: provider.api,
    modelId: bot.modelId,
    providerKey: secret === null ? null : await openSecret(services, secret),
  };
}
