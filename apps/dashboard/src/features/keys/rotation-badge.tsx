import type { bot } from '@clawberth/core';
import type { Fact } from '@/components/ui/facts.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';

const t = texts.keys.rotation;
const TONES = { fresh: 'good', soon: 'warn', due: 'bad' } as const;

type Rotation = Wire<bot.RotationView>;

type BadgeProps = { rotation: Rotation; stopped?: boolean; small?: boolean };

/** One word on a secret's age; a stopped one is neither fresh nor due. */
export function RotationBadge({ rotation, stopped = false, small = false }: BadgeProps) {
  return (
    <Pill tone={stopped ? 'bad' : TONES[rotation.state]} dot={!small} small={small}>
      {stopped ? t.stopped : t[rotation.state]}
    </Pill>
  );
}

/** Why a secret should be replaced now. */
export function rotationReason(rotation: Rotation, policy: bot.KeysView['policy']): string {
  return rotation.reason ? t.reasons[rotation.reason] : t.reasons.age[policy];
}

/** When a secret will be due, as a line of its facts; none for one that is due already. */
export function dueFacts(rotation: Rotation): Fact[] {
  return rotation.state === 'due' ? [] : [{ label: t.dueAt, value: <Time at={rotation.dueAt} /> }];
}
