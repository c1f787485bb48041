import Link from 'next/link';
import { Notice } from '@/components/ui/notice.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { LeaveButton } from './leave-button.tsx';

const t = texts.support;

/** Above every page of an organisation that support staff visit. */
export function VisitBanner({ visitId, until }: { visitId: string; until: Date }) {
  return (
    <div className="mb-5">
      <Notice tone="warn">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>
            {t.banner} {t.bannerEnds} <Time at={until.toISOString()} />.
          </p>
          <div className="flex items-center gap-4">
            <Link href="/support" className="font-semibold text-primary underline-offset-4 hover:underline">
              {t.console}
            </Link>
            <LeaveButton visitId={visitId} />
          </div>
        </div>
      </Notice>
    </div>
  );
}
