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
  const { telegram, providerKey, keySetById, ...own } = given;
  const telegramBotId = telegram?.telegramBotId ?? null;
  const [inner, ...pasted] = await Promise.all([
    makeInnerTokens(services, { ...own, telegramBotId }),
    ...(telegram === null ? [] : [sealSecret(services, { ...own, kind: 'telegram_token', value: telegram.token })]),
    ...(providerKey === null
      ? []
      : [sealSecret(services, { ...own, kind: 'provider_key', value: providerKey, setById: keySetById })]),
  ]);
  return { secrets: [...inner.secrets, ...pasted], sandboxTokens: inner.sandboxTokens };
}

type Own = Pick<Given, 'organisationId' | 'botId' | 'setById'> & {
  /** Null: the bot answers on the web chat only, and needs no stand-in. */
  telegramBotId: bigint | null;
};

/** Fresh tokens that open something of this one bot alone, and what the airlock knows it by. */
export async function makeInnerTokens(services: Services, { telegramBotId, ...own }: Own): Promise<BotSecretRows> {
  const { organisationId, botId } = own;
  const airlockToken = makeToken(32);
  const standIn = telegramBotId === null ? null : makeTelegramStandIn(telegramBotId);
  const values: [SecretKind, string][] = [
    ['gateway_token', makeToken(48)],
    ['agent_token', makeToken(32)],
    ['airlock_token', airlockToken],
  ];
  if (standIn !== null) values.push(['telegram_stand_in', standIn]);
  const knownBy = (kind: SecretKind, token: string) => ({ tokenHash: hashToken(token), organisationId, botId, kind });
  return {
    secrets: await Promise.all(values.map(([kind, value]) => sealSecret(services, { ...own, kind, value }))),
    sandboxTokens: [
      knownBy('airlock_token', airlockToken),
      ...(standIn === null ? [] : [knownBy('telegram_stand_in', standIn)]),
    ],
  };
}
