import type { Bot } from '@clawberth/db';

/**
 * Whether a token of this Telegram bot would start the bot in a new sandbox: a stand-in carries the Telegram bot's
 * number, and a bot that has given up on Telegram does not begin again by itself.
 */
export function restartsWith(bot: Bot, telegramBotId: bigint): boolean {
  return bot.desiredState === 'running' && (bot.telegramBotId !== telegramBotId || !goesOnByItself(bot));
}

/** Whether OpenClaw fetches, or a start is wanted anyway: it gives up for good on a token that Telegram refused. */
function goesOnByItself(bot: Bot): boolean {
  if (bot.observedGeneration !== bot.generation) return true;
  return bot.observedState === 'running' && bot.channelConnected;
}
