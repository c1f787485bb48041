'use client';

import type { bot } from '@clawberth/core';
import { LoaderCircle } from 'lucide-react';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import type { CheckState } from '@/lib/use-check.ts';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';

const t = texts.wizard;

type Props = { state: CheckState<bot.TelegramBotFacts>; refused: boolean };

/** What Telegram said of the token. Keeps its height while it asks, so that Continue does not move under the pointer. */
export function TokenOutcome({ state, refused }: Props) {
  return (
    <div aria-live="polite" className={cn('grid content-start gap-2', !refused && 'min-h-16')}>
      {(state.status === 'idle' || state.status === 'bad') && <p className="text-small text-muted">{t.tokenSealed}</p>}
      {state.status === 'checking' && (
        <p className="flex items-center gap-2 py-2 text-muted">
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
          {t.tokenChecking}
        </p>
      )}
      {state.status === 'good' && (
        <>
          <div className="flex items-center gap-3 rounded-control bg-good-soft px-4 py-3">
            <Avatar name={state.value.name} size="small" />
            <div className="min-w-0">
              <p className="font-bold">{t.tokenGood(state.value.name)}</p>
              <p className="text-small text-muted">{t.tokenGoodDetail(state.value.username)}</p>
            </div>
          </div>
          {state.value.warnings.map((warning) => (
            <Notice key={warning} tone="warn">
              {warning}
            </Notice>
          ))}
        </>
      )}
    </div>
  );
}
