import type { Prisma, SecretKind } from '@clawberth/db';
import { sealSecret, type SealedSecret } from '../secrets/bot-secret.ts';
import { hashToken } from '../secrets/hash-token.ts';
import { makeTelegramStandIn, makeToken } from '../secrets/make-tokens.ts';
import type { Services } from '../services.ts';

type Given = {
  organisationId: string;
  botId: string;
  setById: string | null;
  telegram: { token: string; telegramBotId: bigint } | null;
  providerKey: string | null;
  /** Who set that key: for a borrowed one somebody else. */
  keySetById: string | null;
};

export type BotSecretRows = { secrets: SealedSecret[]; sandboxTokens: Prisma.SandboxTokenUncheckedCreateInput[] };

/** A new bot's rows of secrets: what its owner gave, and the tokens made for this bot alone. */
export async function makeBotSecrets(services: Services, given: Given): Promise<BotSecretRows> {
  const { organisationId, botId, setById, telegram, providerKey, keySetById } = given;
  const airlockToken = makeToken(32);
  const values: [SecretKind, string][] = [
    ['gateway_token', makeToken(48)],
    ['agent_token', makeToken(32)],
    ['airlock_token', airlockToken],
  ];
  const standIn = telegram === null ? null : makeTelegramStandIn(telegram.telegramBotId);
  if (telegram !== null && standIn !== null)
    values.push(['telegram_token', telegram.token], ['telegram_stand_in', standIn]);
  if (providerKey !== null) values.push(['provider_key', providerKey]);

  const seal = ([kind, value]: [SecretKind, string]) =>
    sealSecret(services, {
      organisationId,
      botId,
      kind,
      value,
      setById: kind === 'provider_key' ? keySetById : setById,
    });
  const knownBy = (kind: SecretKind, token: string) => ({ tokenHash: hashToken(token), organisationId, botId, kind });
  return {
    secrets: await Promise.all(values.map(seal)),
    sandboxTokens: [
      knownBy('airlock_token', airlockToken),
      ...(standIn === null ? [] : [knownBy('telegram_stand_in', standIn)]),
    ],
  };
}
