'use client';

import type { account } from '@clawberth/core';
import { CardHeading } from '@/components/ui/card-heading.tsx';
import { Card } from '@/components/ui/card.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { IdentityLine } from './identity-line.tsx';
import { useProofMeans } from './proof-context.tsx';

const t = texts.ownAccount.identities;
const PROVIDERS = ['google', 'github'] as const;

type Props = { identities: Wire<account.IdentityView>[]; offered: readonly account.IdentityProvider[] };

/** The accounts elsewhere that sign this person in; nothing where none is offered and none is connected. */
export function IdentitiesCard({ identities, offered }: Props) {
  const { hasPassword } = useProofMeans();
  const shown = PROVIDERS.map((provider) => ({
    provider,
    offered: offered.includes(provider),
    connectedAt: identities.find((one) => one.provider === provider)?.connectedAt ?? null,
  })).filter((one) => one.offered || one.connectedAt !== null);
  if (shown.length === 0) return null;
  return (
    <Card className="grid gap-2">
      <CardHeading title={t.title} text={t.text} />
      <ul className="divide-y divide-line">
        {shown.map((one) => (
          <IdentityLine key={one.provider} {...one} lastWay={!hasPassword && identities.length === 1} />
        ))}
      </ul>
    </Card>
  );
}
