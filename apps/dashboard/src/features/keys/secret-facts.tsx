import type { bot } from '@clawberth/core';
import { Facts, type Fact } from '@/components/ui/facts.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { dueFacts } from './rotation-badge.tsx';

const t = texts.keys;

type Props = { before?: Fact[]; secret: Wire<bot.SecretView> | null };

/** What may be seen of a sealed secret, after what it belongs to. */
export function SecretFacts({ before = [], secret }: Props) {
  const facts = secret ? [...before, ...factsOf(secret)] : before;
  return <Facts facts={facts} className="grid-cols-[auto_1fr] gap-x-6 gap-y-1" />;
}

function factsOf({ fingerprint, setAt, setByName, sharedWith, revokedAt, rotation }: Wire<bot.SecretView>): Fact[] {
  const facts: Fact[] = [
    { label: t.fingerprint, value: <span className="font-mono text-small">{fingerprint}</span> },
    {
      label: t.setBy,
      value: (
        <>
          <Time at={setAt} /> {setByName ? t.setByName(setByName) : t.setByFormer}
        </>
      ),
    },
    ...(revokedAt ? [] : dueFacts(rotation)),
  ];
  if (sharedWith.length > 0)
    facts.push({ label: t.sharedWith, value: t.names(sharedWith.map(({ botName }) => botName)) });
  return facts;
}
