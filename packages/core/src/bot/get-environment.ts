import type { Context } from '../context.ts';
import { requirePermission } from '../require-permission.ts';
import { findBot } from './find-bot.ts';
import { readEnvironment } from './read-variables.ts';
import type { EnvironmentView } from './views.ts';

/**
 * The variables of the bot's environment, those in force and those drafted. A secret's value is shown to nobody, a plain
 * one's to who may set it; fingerprints and names to whoever may read the settings. Throws `not_found`.
 */
export async function getEnvironment(ctx: Context, { botId }: { botId: string }): Promise<EnvironmentView> {
  await requirePermission(ctx, 'config:read');
  return readEnvironment(ctx, await findBot(ctx, botId));
}
