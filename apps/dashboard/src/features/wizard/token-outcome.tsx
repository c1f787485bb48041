'use client';

import type { bot } from '@clawberth/core';
import { Avatar } from '@/components/ui/avatar.tsx';
import { CheckOutcome } from '@/components/ui/check-outcome.tsx';
import { Warnings } from '@/components/ui/warnings.tsx';
import type { CheckState } from '@/lib/use-check.ts';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';

const t = texts.wizard;

type Props = { state: CheckState<bot.TelegramBotFacts>; refused: boolean };

/** What Telegram said of the token. Keeps its height while it asks, so that Continue does not move under the pointer. */
export function TokenOutcome({ state, refused }: Props) {
  return (
    <CheckOutcome state={state} idle={t.tokenSealed} checking={t.tokenChecking} className={cn(!refused && 'min-h-16')}>
      {({ name, username, warnings }) => (
        <>
          <div className="flex items-center gap-3 rounded-control bg-good-soft px-4 py-3">
            <Avatar name={name} size="small" />
            <div className="min-w-0">
              <p className="font-bold">{t.tokenGood(name)}</p>
              <p className="text-small text-muted">{t.tokenGoodDetail(username)}</p>
            </div>
          </div>
          <Warnings warnings={warnings} />
        </>
      )}
    </CheckOutcome>
  );
}
