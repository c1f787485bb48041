import { Facts, type Fact } from '@/components/ui/facts.tsx';
import { Time } from '@/components/ui/time.tsx';

export type Known = { fingerprint: string; setAt: string };
type Props = { before?: Fact[]; known: Known | null; labels: [string, string] };

/** What may be seen of a sealed secret, after what it belongs to. `labels` name fingerprint and date. */
export function KeyFacts({ before = [], known, labels }: Props) {
  const facts = known
    ? [
        ...before,
        { label: labels[0], value: <span className="font-mono text-small">{known.fingerprint}</span> },
        { label: labels[1], value: <Time at={known.setAt} /> },
      ]
    : before;
  return <Facts facts={facts} className="grid-cols-[auto_1fr] gap-x-6 gap-y-1" />;
}
