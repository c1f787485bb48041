'use client';

import Link from 'next/link';
import { useEffect } from 'react';
import { Notice } from '@/components/ui/notice.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { LeaveButton } from './leave-button.tsx';

const t = texts.support;

/** Above every page of an organisation that support staff visit; when the hour is over it leads back to the console. */
export function VisitBanner({ visitId, until }: { visitId: string; until: string }) {
  useEffect(() => {
    const left = Math.max(0, Date.parse(until) - Date.now());
    const timer = setTimeout(() => window.location.assign('/support?over'), left);
    return () => clearTimeout(timer);
  }, [until]);
  return (
    <div className="mb-5">
      <Notice tone="warn">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="min-w-0 flex-1 basis-72">
            <strong>{t.banner}</strong> {t.bannerText} {t.bannerEnds} <Time at={until} style="minute" />,{' '}
            <Time at={until} />.
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
