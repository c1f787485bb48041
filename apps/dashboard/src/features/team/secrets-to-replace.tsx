'use client';

import type { member } from '@clawberth/core';
import Link from 'next/link';
import { Time } from '@/components/ui/time.tsx';
import { SecretsByBot } from '@/features/keys/secrets-by-bot.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.team;

/** The keys of each bot by their fingerprints, and where the whole list stands later. */
export function SecretsToReplace({ secrets }: { secrets: readonly member.ReachableSecret[] }) {
  const { slug } = useOrganisation();
  return (
    <>
      <SecretsByBot
        secrets={secrets}
        renderLine={({ kind, fingerprint, setByName, setAt }) => (
          <>
            {texts.keys.kinds[kind]}, {t.secretFingerprint} <span className="font-mono">{fingerprint}</span>,{' '}
            {setByName ? t.secretSetBy(setByName) : t.secretSetByFormer} <Time at={setAt.toISOString()} />
          </>
        )}
      />
      <p className="text-small text-muted">
        {t.secretsLater}{' '}
        <Link href={`/o/${slug}/settings#keys`} className="font-medium text-primary underline underline-offset-4">
          {t.secretsList}
        </Link>
      </p>
    </>
  );
}
