import type { bot } from '@clawberth/core';
import { Notice } from '@/components/ui/notice.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { rotationReason } from './rotation-badge.tsx';

const t = texts.keys.rotation;

type Props = { secret: Wire<bot.SecretView>; policy: bot.KeysView['policy'] };

/** What a person should know of a secret that was stopped or is due. */
export function SecretState({ secret, policy }: Props) {
  const { kind, revokedAt, rotation } = secret;
  if (revokedAt)
    return (
      <Notice tone="bad">
        {t.stoppedText[kind]} {t.stoppedAt} <Time at={revokedAt} />.
      </Notice>
    );
  if (rotation.state === 'due') return <Notice tone="warn">{rotationReason(rotation, policy)}</Notice>;
  return null;
}
