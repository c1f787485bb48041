'use client';

import type { account } from '@clawberth/core';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.account;

/** The ways to sign in elsewhere that this installation offers; nothing where it offers none. */
export function IdentityButtons({ offered, next }: { offered: readonly account.IdentityProvider[]; next: string }) {
  const [going, setGoing] = useState<account.IdentityProvider | null>(null);
  if (offered.length === 0) return null;
  function go(provider: account.IdentityProvider) {
    setGoing(provider);
    signIn(provider, { callbackUrl: next }).catch(() => setGoing(null));
  }
  return (
    <div className="grid gap-2.5">
      {offered.map((provider) => (
        <Button key={provider} pending={going === provider} disabled={going !== null} onClick={() => go(provider)}>
          {t.continueWith(t.providers[provider])}
        </Button>
      ))}
      <p className="flex items-center gap-3 text-small text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t.or}
      </p>
    </div>
  );
}
