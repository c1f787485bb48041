'use client';

import type { member } from '@clawberth/core';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { MailboxLink } from './mailbox-link.tsx';
import type { LetterWay } from './team-page.tsx';

const t = texts.team.letter;

/** What became of an invitation's letter, in words; what failed says why. */
export function LetterState({ letter, letters }: { letter: Wire<member.LetterView> | null; letters: LetterWay }) {
  if (letter === null) return <p className="text-small text-muted">{t.none}</p>;
  if (letter.state === 'failed')
    return (
      <p className="text-small font-medium text-bad">
        {t.failed}
        {letter.error && `: ${letter.error}`}
      </p>
    );
  if (letter.state === 'sent')
    return (
      <p className="text-small text-muted">
        {t.sent} {letter.at && <Time at={letter.at} />}
      </p>
    );
  if (letter.error !== null)
    return (
      <p className="text-small font-medium text-warn">
        {t.again} {letter.at && <Time at={letter.at} />}: {letter.error}
      </p>
    );
  return (
    <p className="text-small text-muted">
      {letters === 'mailbox' ? (
        <>
          {t.waitingInMailbox} · <MailboxLink />
        </>
      ) : (
        t.waiting
      )}
    </p>
  );
}
