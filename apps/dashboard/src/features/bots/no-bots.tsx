'use client';

import { Bot } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.bots;

/** Teaches the first step to somebody who has no bot. */
export function NoBots() {
  const { slug, role } = useOrganisation();
  const mayDeploy = useMay('bot:deploy');
  if (!mayDeploy)
    return (
      <EmptyState icon={<Bot aria-hidden />} title={t.title} text={role === 'guest' ? t.emptyGuest : t.emptyViewer} />
    );
  return (
    <EmptyState icon={<Bot aria-hidden />} title={t.emptyTitle} text={t.emptyText}>
      <ol className="grid gap-2 py-1">
        {t.emptySteps.map((step, index) => (
          <li key={step} className="flex items-center gap-3">
            <span
              aria-hidden
              className="inline-flex size-6 items-center justify-center rounded-full bg-soft text-small font-bold text-primary"
            >
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      <Button asChild variant="primary">
        <Link href={`/o/${slug}/bots/new`}>{t.newBot}</Link>
      </Button>
    </EmptyState>
  );
}
