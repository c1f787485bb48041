import type { bot } from '@clawberth/core';
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

/** Why it should be replaced, or when it will be due. */
export function RotationReason({ rotation, policy }: { rotation: Rotation; policy: bot.KeysView['policy'] }) {
  if (rotation.reason) return <>{t.reasons[rotation.reason]}</>;
  if (rotation.state === 'due') return <>{t.reasons.age[policy]}</>;
  return (
    <>
      {t.dueAt} <Time at={rotation.dueAt} />
    </>
  );
}
