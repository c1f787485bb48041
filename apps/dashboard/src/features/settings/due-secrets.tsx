'use client';

import type { bot } from '@clawberth/core';
import { RotationBadge, rotationReason } from '@/features/keys/rotation-badge.tsx';
import { SecretsByBot } from '@/features/keys/secrets-by-bot.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';

const t = texts.keys;

type Props = { secrets: Wire<bot.DueSecret>[]; policy: bot.KeysView['policy'] };

/** The organisation's keys that should be replaced, bot by bot; without any, what would stand here. */
export function DueSecrets({ secrets, policy }: Props) {
  return (
    <section className="grid gap-2 border-t border-line pt-4">
      <h3 className="font-semibold">{t.policy.listTitle}</h3>
      {secrets.length === 0 ? (
        <p className="text-muted">
          {t.policy.none} {t.policy.noKeys}
        </p>
      ) : (
        <SecretsByBot
          secrets={secrets}
          renderLine={({ kind, fingerprint, rotation }) => (
            <span className="flex items-start gap-2">
              <RotationBadge rotation={rotation} small />
              <span className="min-w-0">
                {t.kinds[kind]}, <span className="font-mono">{fingerprint}</span>. {rotationReason(rotation, policy)}
              </span>
            </span>
          )}
        />
      )}
    </section>
  );
}
