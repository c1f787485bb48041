import type { bot } from '@clawberth/core';
import { CheckOutcome } from '@/components/ui/check-outcome.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Warnings } from '@/components/ui/warnings.tsx';
import type { CheckState } from '@/lib/use-check.ts';
import { texts } from '@/texts/index.ts';

const t = texts.keys.telegram;

/** What Telegram said of the new token, and what putting it in will do to the bot. */
export function NewTokenOutcome({ state }: { state: CheckState<bot.NewTokenFacts> }) {
  return (
    <CheckOutcome state={state} idle={t.sealed} checking={t.checking}>
      {(facts) => (
        <>
          <Effect facts={facts} />
          <Warnings warnings={facts.warnings} />
        </>
      )}
    </CheckOutcome>
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
