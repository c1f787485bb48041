import type { SecretKind } from '@clawberth/db';
import { ClawberthError } from '../errors.ts';
import { openForm, type BotForm } from '../secrets/bot-form.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import type { Services } from '../services.ts';
import type { BotTokens, DesiredBot } from './types.ts';
import { readAsSystem } from '../scope-of.ts';

const OWN_KINDS = ['gateway_token', 'agent_token', 'airlock_token', 'telegram_stand_in'] satisfies SecretKind[];

/**
 * The form of the desired config version, unsealed. For the worker alone.
 * Throws `internal` when the version is not there, VaultError when it does not open.
 */
export async function openBotForm(services: Services, bot: DesiredBot): Promise<BotForm> {
  const { botId, organisationId, desiredConfigVersion: number } = bot;
  const row = await readAsSystem(services, organisationId).configVersion.findFirst({
    where: { botId, organisationId, number },
  });
  if (row === null) throw new ClawberthError('internal', `Config version ${number} of this bot is missing.`);
  return openForm(services, row);
}

/**
 * The bot's own tokens, unsealed: the provider's key and the Telegram token are never among them.
 * Throws `internal` when one is missing, VaultError when one does not open.
 */
export async function openBotTokens(services: Services, bot: DesiredBot): Promise<BotTokens> {
  const { botId, organisationId } = bot;
  const rows = await readAsSystem(services, organisationId).botSecret.findMany({
    where: { botId, organisationId, kind: { in: OWN_KINDS } },
  });
  const open = async (kind: SecretKind): Promise<string | null> => {
    const row = rows.find((one) => one.kind === kind);
    return row === undefined ? null : openSecret(services, row);
  };
  const need = async (kind: SecretKind): Promise<string> => {
    const value = await open(kind);
    if (value === null) throw new ClawberthError('internal', `This bot has no ${kind}.`);
    return value;
  };
  return {
    gatewayToken: await need('gateway_token'),
    agentToken: await need('agent_token'),
    airlockToken: await need('airlock_token'),
    telegramStandIn: bot.channel === 'telegram' ? await need('telegram_stand_in') : null,
  };
}
