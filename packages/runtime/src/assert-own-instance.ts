import { RuntimeError } from './errors.ts';
import type { BotRef } from './types.ts';

/** Throws `runtime_failed` for a reference to another instance: a runtime serves exactly one. */
export function assertOwnInstance(instance: string, bot: BotRef): void {
  if (bot.instance === instance) return;
  throw new RuntimeError('runtime_failed', `This runtime serves instance ${instance}, not ${bot.instance}.`, {
    retryable: false,
  });
}
