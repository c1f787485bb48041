import type { support } from '@clawberth/core';
import { Notice } from '@/components/ui/notice.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.support;

/** For the organisation's own people: who of support looks in at this moment, and why. */
export function VisitorsNotice({ visits }: { visits: support.OpenVisit[] }) {
  return visits.map(({ id, userName, reason, expiresAt }) => (
    <div key={id} className="mb-5">
      <Notice>
        <p className="font-semibold break-words">
          {t.looks(userName)} <Time at={expiresAt.toISOString()} style="minute" />
        </p>
        <p className="break-words">“{reason}”</p>
        <p className="text-small text-muted">{t.looksText}</p>
      </Notice>
    </div>
  ));
}
