'use client';

import type { session } from '@clawberth/core';
import { Button } from '@/components/ui/button.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { signOutHere } from '@/lib/sign-out-here.ts';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { endSessionAction } from './own-actions.ts';

const t = texts.ownAccount.sessions;

export type SessionFacts = Wire<Omit<session.SessionView, 'userAgent'>> & {
  browser: string | null;
  system: string | null;
};

/** One browser that is signed in. */
export function SessionLine({
  session: { id, current, browser, system, ip, method, createdAt, lastSeenAt },
}: {
  session: SessionFacts;
}) {
  const { pending, run } = useAction();
  const known = browser ?? t.unknownBrowser;
  const name = system ? t.on(known, system) : known;
  const end = () => void run(() => endSessionAction({ sessionId: id }), { success: t.signedOut, refresh: true });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          {current && (
            <Pill tone="active" small>
              {t.thisOne}
            </Pill>
          )}
        </p>
        <p className="text-small text-muted">
          {t.signedIn} <Time at={createdAt} /> {t.methods[method]}{' '}
          {ip && <span className="break-all">{t.address(ip)}</span>}
          {!current && (
            <>
              , {t.lastUsed} <Time at={lastSeenAt} />
            </>
          )}
        </p>
      </div>
      <Button
        size="small"
        pending={pending}
        aria-label={t.signOutOf(current ? t.thisOne : name)}
        onClick={() => (current ? void signOutHere('/sign-in') : end())}
      >
        {t.signOut}
      </Button>
    </li>
  );
}
