import type { bot } from '@clawberth/core';
import { Card } from '@/components/ui/card.tsx';
import { CardHeading } from '@/components/ui/card-heading.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { DueSecrets } from './due-secrets.tsx';
import { PolicyForm } from './policy-form.tsx';

const t = texts.keys.policy;

type Props = { policy: bot.KeysView['policy']; secrets: Wire<bot.DueSecret>[] };

/** How old keys may get, and those that should be replaced. */
export function RotationCard({ policy, secrets }: Props) {
  return (
    <Card id="keys" className="grid scroll-mt-6 grid-cols-[minmax(0,1fr)] gap-4">
      <CardHeading title={t.title} text={t.text} />
      <PolicyForm policy={policy} />
      <DueSecrets secrets={secrets} policy={policy} />
    </Card>
  );
}
