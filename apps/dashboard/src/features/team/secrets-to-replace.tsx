'use client';

import type { member } from '@clawberth/core';
import Link from 'next/link';
import { Time } from '@/components/ui/time.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.team;

/** The keys of each bot by their fingerprints, with the way to where they are replaced. */
export function SecretsToReplace({ secrets }: { secrets: readonly member.ReachableSecret[] }) {
  const { slug } = useOrganisation();
  const bots = Map.groupBy(secrets, ({ botId }) => botId);
  return (
    <ul className="divide-y divide-line rounded-control border border-line">
      {[...bots].map(([botId, ofBot]) => {
        const name = ofBot[0]?.botName ?? '';
        return (
          <li key={botId} className="grid gap-1.5 px-4 py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span className="font-semibold break-words">{name}</span>
              <Link
                href={`/o/${slug}/bots/${botId}/keys`}
                className="font-medium text-primary underline underline-offset-4"
              >
                {t.toKeys(name)}
              </Link>
            </div>
            {ofBot.map(({ kind, fingerprint, setByName, setAt }) => (
              <p key={kind} className="text-small break-words text-muted">
                {t.secretKinds[kind]}, {t.secretFingerprint} <span className="font-mono">{fingerprint}</span>,{' '}
                {setByName ? t.secretSetBy(setByName) : t.secretSetByFormer} <Time at={setAt.toISOString()} />
              </p>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
