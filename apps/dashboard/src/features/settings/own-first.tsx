'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { SignInAgain } from '@/features/account/sign-in-again.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.settings.security;

/** Nobody asks of others what would lock themselves out: the way to a second factor of one's own, and back. */
export function OwnFirst({ own }: { own: 'none' | 'not_shown' | 'shown' }) {
  const here = usePathname();
  return (
    <Notice>
      <div className="grid justify-items-start gap-3">
        <p>{own === 'none' ? t.ownFirst : t.signInAgainText}</p>
        {own === 'none' ? (
          <Button asChild>
            <Link href={`/account/second-factor?next=${encodeURIComponent(here)}`}>{t.setUpOwn}</Link>
          </Button>
        ) : (
          <SignInAgain next={here} label={t.signInAgain} />
        )}
      </div>
    </Notice>
  );
}
