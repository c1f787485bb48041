'use client';

import { Button } from '@/components/ui/button.tsx';
import { signInPathBackHere } from '@/lib/leave-for-sign-in.ts';
import { signOutHere } from '@/lib/sign-out-here.ts';
import type { SessionLeft } from '@/server/left-of.ts';
import { texts } from '@/texts/index.ts';
import { announcedSeconds } from './idle-phase.ts';
import { useIdle } from './use-idle.ts';

const t = texts.ownAccount.idle;

/** The notice in the last minute before somebody is signed out. */
export function IdleGuard({ left }: { left: SessionLeft }) {
  const { phase, stay } = useIdle(left);
  const ending = phase.kind === 'ending' ? phase : null;
  const heard = ending && announcedSeconds(ending.secondsLeft);
  return (
    <>
      <p role="status" className="sr-only">
        {heard !== null && t.announce(heard)}
      </p>
      {ending && (
        <section
          aria-label={t.title}
          className="fixed inset-x-4 bottom-20 z-50 mx-auto grid max-w-md gap-3 rounded-card border border-line bg-card p-5 shadow-float md:bottom-6"
        >
          <div className="flex items-baseline justify-between gap-4">
            <h2 className="font-bold">{t.title}</h2>
            <span aria-hidden className="font-semibold tabular-nums">
              {t.left(ending.secondsLeft)}
            </span>
          </div>
          <p className="text-muted">{ending.cause === 'idle' ? t.text : t.dayText}</p>
          <div className="flex justify-end">
            {ending.cause === 'idle' ? (
              <Button variant="primary" onClick={stay}>
                {t.stay}
              </Button>
            ) : (
              <Button variant="primary" onClick={() => void signOutHere(signInPathBackHere())}>
                {t.signInAgain}
              </Button>
            )}
          </div>
        </section>
      )}
    </>
  );
}
