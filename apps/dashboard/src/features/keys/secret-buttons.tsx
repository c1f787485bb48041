'use client';

import type { bot } from '@clawberth/core';
import { useState, type Ref } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { LeakDialog } from './leak-dialog.tsx';

const t = texts.keys;

type Props = {
  secret: Wire<bot.SecretView>;
  /** Where the secret is ended outside of Clawberth; null where nobody knows. */
  outside: { url: string; name: string } | null;
  replaceLabel: string;
  replaceRef: Ref<HTMLButtonElement>;
  /** Null where Clawberth no longer offers the provider. */
  onReplace: (() => void) | null;
};

/** Replacing, and what to do when others may know it; for who may set keys. */
export function SecretButtons({ secret, outside, replaceLabel, replaceRef, onReplace }: Props) {
  const [leak, setLeak] = useState(false);
  if (!useMay('secret:manage')) return null;
  const urgent = secret.revokedAt !== null || secret.rotation.state === 'due';
  return (
    <>
      {onReplace && (
        <Button ref={replaceRef} variant={urgent ? 'primary' : 'plain'} onClick={onReplace}>
          {replaceLabel}
        </Button>
      )}
      <Button variant="danger" aria-label={t.leak.openOf(t.kinds[secret.kind])} onClick={() => setLeak(true)}>
        {t.leak.open}
      </Button>
      <LeakDialog
        key={secret.fingerprint}
        secret={secret}
        outside={outside}
        open={leak}
        onOpenChange={setLeak}
        replaceLabel={replaceLabel}
        onReplace={
          onReplace &&
          (() => {
            setLeak(false);
            onReplace();
          })
        }
      />
    </>
  );
}
