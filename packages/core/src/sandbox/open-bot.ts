import type { Services } from '../services.ts';
import type { BotForm, BotTokens, DesiredBot } from './types.ts';

/** The form of the desired config version and the bot's own tokens, unsealed. For the worker alone. */
export async function openBot(_services: Services, _bot: DesiredBot): Promise<{ form: BotForm; tokens: BotTokens }> {
  throw new Error('waits for the vault');
}
