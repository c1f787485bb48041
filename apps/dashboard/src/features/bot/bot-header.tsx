'use client';

import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { StatePill } from '@/features/bots/state-pill.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { useBot, type LiveBot } from './bot-context.tsx';
import { BotButtons } from './bot-buttons.tsx';

const t = texts.bot;

/** Name, state and reason of the bot, and what can be done with it. */
export function BotHeader() {
  const bot = useBot();
  const { slug } = useOrganisation();
  return (
    <header className="mb-5">
      <p className="mb-2 text-small text-muted">
        <Link href={`/o/${slug}/bots`} className="underline-offset-4 hover:text-ink hover:underline">
          {texts.bots.title}
        </Link>{' '}
        / {bot.name}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 flex-1 basis-80 items-center gap-3.5 max-sm:items-start">
          <Avatar name={bot.name} tone={bot.state === 'paused' ? 'quiet' : 'soft'} />
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-3.5 gap-y-1">
              <h1 className="text-title font-bold break-words">{bot.name}</h1>
              <span aria-live="polite">
                <StatePill state={bot.state} />
              </span>
              {bot.demo && <Pill tone="quiet">{texts.bots.demo}</Pill>}
            </div>
            <p className="text-muted">
              <Activity bot={bot} />
            </p>
          </div>
        </div>
        <BotButtons />
      </div>
    </header>
  );
}

/** Before anybody has written: only where it answers. That it practises stands on its pill, who waits on a card. */
function answersWhere({ channel, telegramUsername, reason }: LiveBot): string {
  if (channel === 'web') return t.answersHere;
  return telegramUsername ? t.answersOnTelegram(telegramUsername) : reason;
}

function Activity({ bot }: { bot: LiveBot }) {
  const well = bot.state === 'working' || (bot.state === 'needs_you' && bot.waiting > 0);
  if (!well || bot.failure) return <>{bot.reason}</>;
  if (!bot.lastInboundAt && !bot.lastAnsweredAt) return <>{answersWhere(bot)}</>;
  const where = bot.channel === 'telegram' && bot.telegramUsername && texts.bots.onTelegramAs(bot.telegramUsername);
  return (
    <>
      {bot.lastInboundAt && (
        <>
          {t.lastHeard} <Time at={bot.lastInboundAt} />
        </>
      )}
      {bot.lastInboundAt && bot.lastAnsweredAt && ', '}
      {bot.lastAnsweredAt && (
        <>
          {t.lastAnsweredAfter} <Time at={bot.lastAnsweredAt} />
        </>
      )}
      {where && `, ${where}`}
    </>
  );
}
