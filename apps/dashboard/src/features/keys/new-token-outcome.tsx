import type { bot } from '@clawberth/core';
import { LoaderCircle } from 'lucide-react';
import { Notice } from '@/components/ui/notice.tsx';
import type { CheckState } from '@/lib/use-check.ts';
import { texts } from '@/texts/index.ts';

const t = texts.keys.telegram;

/** What Telegram said of the new token, and what putting it in will do to the bot. */
export function NewTokenOutcome({ state }: { state: CheckState<bot.NewTokenFacts> }) {
  return (
    <div aria-live="polite" className="grid gap-2">
      {(state.status === 'idle' || state.status === 'bad') && <p className="text-small text-muted">{t.sealed}</p>}
      {state.status === 'checking' && (
        <p className="flex items-center gap-2 text-muted">
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
          {t.checking}
        </p>
      )}
      {state.status === 'good' && (
        <>
          <Effect facts={state.value} />
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

function Effect({ facts: { username, sameBot, restarts } }: { facts: bot.NewTokenFacts }) {
  if (!sameBot)
    return (
      <Notice tone="warn">
        <strong className="font-semibold">{t.other(username)}</strong> {restarts ? t.otherRestart : t.otherPaused}
      </Notice>
    );
  return (
    <Notice tone="good">
      <strong className="font-semibold">{t.same(username)}</strong> {restarts ? t.sameRestart : t.sameOn}
    </Notice>
  );
}
