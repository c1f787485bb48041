'use client';

import type { bot } from '@clawberth/core';
import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { StatePill } from './state-pill.tsx';

const t = texts.bots;

type Props = { bot: Wire<bot.BotSummary> };

/** One bot of the list; the whole card leads to it. */
export function BotCard({ bot: summary }: Props) {
  const { slug } = useOrganisation();
  const { state } = summary;
  const tone =
    state === 'needs_you' || state === 'broken'
      ? 'coral'
      : state === 'paused' || state === 'deleting'
        ? 'quiet'
        : 'soft';
  return (
    <article className="relative flex items-center gap-4 rounded-card border border-line bg-card px-5 py-5 transition-colors duration-150 hover:border-line-strong max-sm:items-start max-sm:px-4 max-sm:py-4">
      <Avatar name={summary.name} tone={tone} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <h2 className="truncate font-bold">
            <Link
              href={`/o/${slug}/bots/${summary.id}`}
              className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-primary"
            >
              {summary.name}
            </Link>
          </h2>
          <span className="truncate text-small text-muted">{channelText(summary)}</span>
          {summary.demo && (
            <Pill tone="quiet" small>
              {t.demo}
            </Pill>
          )}
          {summary.keys && (
            <Pill tone={summary.keys === 'stopped' ? 'bad' : 'warn'} small>
              <KeyRound aria-hidden className="size-3.5 -mr-0.5" />
              {t.keys[summary.keys]}
            </Pill>
          )}
        </div>
        <p className={cn('mt-0.5 text-small', reasonColour[state])}>
          <Doing summary={summary} />
        </p>
        <div className="mt-2 sm:hidden">
          <StatePill state={state} />
        </div>
      </div>
      <div className="max-sm:hidden">
        <StatePill state={state} />
      </div>
    </article>
  );
}

/** Where it answers stands beside its name already; a bot that works says when it last did. */
function Doing({ summary: { state, reason, lastAnsweredAt } }: { summary: Wire<bot.BotSummary> }) {
  if (state !== 'working') return <>{reason}</>;
  if (!lastAnsweredAt) return <>{t.notAnsweredYet}</>;
  return (
    <>
      {t.lastAnswered} <Time at={lastAnsweredAt} />
    </>
  );
}

const reasonColour: Readonly<Record<bot.BotState, string>> = {
  working: 'text-muted',
  starting: 'text-muted',
  needs_you: 'text-warn',
  paused: 'text-muted',
  broken: 'text-bad',
  deleting: 'text-muted',
};

function channelText(summary: Wire<bot.BotSummary>): string {
  if (summary.channel === 'web') return t.webOnly;
  return summary.telegramUsername ? t.onTelegram(summary.telegramUsername) : t.telegram;
}
