import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { readAs } from '../scope-of.ts';
import { openForm, type BotForm } from '../secrets/bot-form.ts';

type Version = { organisationId: string; botId: string; number: number };

/** What that config version of the bot says. Throws `internal` when it is not there. */
export async function readForm(ctx: Context, version: Version): Promise<BotForm> {
  const row = await readAs(ctx).configVersion.findFirst({ where: version });
  if (row === null) throw new ClawberthError('internal', 'The settings of this bot cannot be read.');
  return openForm(ctx.services, row);
}
