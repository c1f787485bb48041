import type { Provider } from '@clawberth/openclaw';
import type { Context } from '../context.ts';
import { fieldError } from '../input/parse-input.ts';
import { readAs } from '../scope-of.ts';
import { openSecret } from '../secrets/bot-secret.ts';
import type { ParsedDeploy } from './deploy-input.ts';
import { findBot } from './find-bot.ts';

export type BorrowedKey = { key: string; botName: string; setById: string | null };

/**
 * The key that another bot of the organisation uses, opened to be sealed again for a new one; nobody sees it. Null when
 * the form names no bot or the provider needs no key. Throws `not_found`, and `invalid_input` at `keyFromBotId` for a
 * bot of another provider, or when a key is pasted as well.
 */
export async function borrowKey(
  ctx: Context,
  { keyFromBotId, providerKey }: ParsedDeploy,
  provider: Provider,
): Promise<BorrowedKey | null> {
  if (keyFromBotId === undefined || keyFromBotId === '' || provider.keyPattern === null) return null;
  if (providerKey !== undefined && providerKey !== '')
    throw fieldError(
      'invalid_input',
      'keyFromBotId',
      'Please paste a key, or choose a bot whose key is used, not both.',
    );
  const { organisationId } = ctx;
  const bot = await findBot(ctx, keyFromBotId);
  const where = { botId: bot.id, organisationId, kind: 'provider_key', revokedAt: null } as const;
  const secret = bot.providerId === provider.id ? await readAs(ctx).botSecret.findFirst({ where }) : null;
  if (secret === null)
    throw fieldError('invalid_input', 'keyFromBotId', `“${bot.name}” has no ${provider.label} key to use.`);
  return { key: await openSecret(ctx.services, secret), botName: bot.name, setById: secret.setById };
}
