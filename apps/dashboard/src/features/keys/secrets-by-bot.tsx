'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';

type OfBot = { botId: string; botName: string; kind: string };

/** Secrets under the bot that they belong to, each bot with the way to where they are replaced. */
export function SecretsByBot<T extends OfBot>({
  secrets,
  renderLine,
}: {
  secrets: readonly T[];
  renderLine: (secret: T) => ReactNode;
}) {
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
                {texts.keys.policy.open(name)}
              </Link>
            </div>
            {ofBot.map((secret) => (
              <div key={secret.kind} className="text-small break-words text-muted">
                {renderLine(secret)}
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
