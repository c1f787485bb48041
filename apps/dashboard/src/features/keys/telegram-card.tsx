'use client';

import type { bot } from '@clawberth/core';
import { useEffect, useState } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useCarriedSecret } from '@/features/paste-guard/carried-secret.ts';
import { useReturnFocus } from '@/lib/use-return-focus.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { CardTitle } from './card-title.tsx';
import { BOT_FATHER, ReplaceToken } from './replace-token.tsx';
import { RotationBadge } from './rotation-badge.tsx';
import { SecretButtons } from './secret-buttons.tsx';
import { SecretFacts } from './secret-facts.tsx';
import { SecretState } from './secret-state.tsx';

const t = texts.keys.telegram;

type Props = Pick<Wire<bot.KeysView>, 'policy' | 'telegram'>;

/** The token that Telegram knows the bot by. */
export function TelegramCard({ policy, telegram }: Props) {
  const [replacing, setReplacing] = useState(false);
  const { ref, giveBack } = useReturnFocus();
  const carried = useCarriedSecret(useBot().id, 'telegram_token');
  useEffect(() => {
    if (carried) setReplacing(true);
  }, [carried]);
  if (!telegram)
    return (
      <Card className="grid gap-3">
        <CardTitle title={t.title} />
        <p className="text-muted">{t.none}</p>
      </Card>
    );
  const { username, fingerprint, rotation, revokedAt } = telegram;
  function close() {
    giveBack();
    setReplacing(false);
  }
  return (
    <Card className="grid gap-3">
      <CardTitle
        title={t.title}
        about={username && `@${username}`}
        badge={<RotationBadge rotation={rotation} stopped={revokedAt !== null} />}
      />
      <SecretFacts secret={telegram} />
      <SecretState secret={telegram} policy={policy} />
      {replacing ? (
        <ReplaceToken username={username} fingerprint={fingerprint} onClose={close} />
      ) : (
        <div className="mt-1 flex flex-wrap gap-2.5 empty:hidden">
          <SecretButtons
            secret={telegram}
            outside={{ url: BOT_FATHER, name: '@BotFather' }}
            replaceLabel={t.replace}
            replaceRef={ref}
            onReplace={() => setReplacing(true)}
          />
        </div>
      )}
    </Card>
  );
}
