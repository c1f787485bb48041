import { z } from 'zod';
import { fieldError } from '../input/parse-input.ts';
import type { Services } from '../services.ts';
import { askOutside, OutsideSilent } from './ask-outside.ts';

const me = z.object({
  id: z.number().int().positive(),
  is_bot: z.literal(true),
  first_name: z.string(),
  username: z.string(),
  can_join_groups: z.boolean().default(false),
  can_read_all_group_messages: z.boolean().default(false),
});
const webhook = z.object({ url: z.string() });

export type TelegramAnswer = { telegramBotId: bigint; username: string; name: string; warnings: string[] };

/**
 * What Telegram says of a token of the right shape (core.telegram.org/bots/api: getMe, getWebhookInfo).
 * Throws `outside_refused` for a token that Telegram does not take, `outside_unreachable` when it does not
 * answer within 10 s; both at `field`.
 */
export async function askTelegram(services: Services, token: string, field: string): Promise<TelegramAnswer> {
  const facts = me.safeParse(await call(services, token, 'getMe', field));
  const hook = webhook.safeParse(await call(services, token, 'getWebhookInfo', field));
  if (!facts.success || !hook.success)
    throw silent(field, 'Telegram gave an answer that Clawberth does not understand.');
  const { id, username, first_name: name } = facts.data;
  const warnings: string[] = [];
  if (hook.data.url !== '') {
    warnings.push(
      'Another service receives this bot’s messages at the moment. Clawberth takes it over when you deploy, and the other service falls silent.',
    );
  }
  if (facts.data.can_join_groups) {
    warnings.push(
      'Anybody can add this bot to a group. If you do not want that, send /setjoingroups to @BotFather and choose Disable.',
    );
  }
  if (facts.data.can_read_all_group_messages) {
    warnings.push(
      'In groups this bot can read every message. To change that, send /setprivacy to @BotFather and choose Enable, then remove the bot from its groups and add it again.',
    );
  }
  return { telegramBotId: BigInt(id), username, name: name.slice(0, 64), warnings };
}

async function call(services: Services, token: string, method: string, field: string): Promise<unknown> {
  const root = services.outside.telegramApiRoot.replace(/\/+$/, '');
  const { status, json } = await askOutside({ url: `${root}/bot${token}/${method}` }).catch((error: unknown) => {
    if (!(error instanceof OutsideSilent)) throw error;
    throw silent(field, error.timedOut ? 'Telegram did not answer within 10 seconds.' : 'Telegram cannot be reached.');
  });
  if (status === 200 && isOk(json)) return json.result;
  // 401: unknown or regenerated; 404: Telegram's answer to a token whose id belongs to no bot.
  if (status === 401 || status === 404) {
    throw fieldError(
      'outside_refused',
      field,
      'Telegram refused this token. It was probably regenerated in BotFather; send /mybots to @BotFather, choose the bot, then API Token, and copy it from there.',
    );
  }
  if (status === 429) throw silent(field, 'Telegram asks for a short break.');
  throw silent(field, `Telegram has a problem of its own (${status}).`);
}

function isOk(json: unknown): json is { ok: true; result: unknown } {
  return typeof json === 'object' && json !== null && 'ok' in json && json.ok === true && 'result' in json;
}

function silent(field: string, what: string): Error {
  return fieldError('outside_unreachable', field, `${what} Your token may be fine; please try again in a minute.`);
}
