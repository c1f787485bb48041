import type { Stage } from '@clawberth/db';
import type { BotChannel } from '../bot/views.ts';
import { stageDoing } from './stages.ts';

/** The sentences beside a bot's one word of state. */
export const STATE_REASONS = {
  deleting: 'It is being removed, with its sandbox, its memory and its keys.',
  pausing: 'It is finishing and then rests. Nothing is lost.',
  paused: 'It rests until you start it. Nothing is lost.',
  channelLost: 'The connection to Telegram is lost. Clawberth keeps trying; messages wait at Telegram.',
  oldSettings: 'OpenClaw did not take your last change. It works on with the settings before it.',
  unseen: (minutes: number): string =>
    `Clawberth has not been able to look at it for ${minutes} minutes. It may still answer; the people who run this Clawberth have to look.`,
  starting: (stage: Stage | null, channel: BotChannel): string =>
    stage === null ? 'It waits for its turn to start.' : `${stageDoing(stage, channel)}.`,
  tryingAgainNow: (title: string): string => `Trying again after: ${title}.`,
  willTryAgain: (title: string): string => `${title}. Clawberth tries again by itself.`,
  peopleWait: (count: number): string =>
    count === 1
      ? 'One person wants to talk to it and waits for your word.'
      : `${count} people want to talk to it and wait for your word.`,
  working: (bot: { telegramUsername: string | null; demo: boolean }): string => {
    const where =
      bot.telegramUsername === null ? 'Answers in the chat here' : `Answers on Telegram as @${bot.telegramUsername}`;
    return bot.demo ? `${where}, with practice answers.` : `${where}.`;
  },
} as const;
