'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';
import { TelegramToken } from './telegram-token.tsx';
import type { TokenCheck } from './use-token-check.ts';

const t = texts.wizard;

/** Where people write to the bot. */
export function StepChannel({ check, moves }: { check: TokenCheck; moves: Moves }) {
  const { register, control } = useFormContext<Draft>();
  const channel = useWatch({ control, name: 'channel' });
  return (
    <>
      <fieldset className="grid gap-2.5 sm:grid-cols-2">
        <legend className="sr-only">{t.channelLabel}</legend>
        <ChoiceCard value="telegram" title={t.telegram} text={t.telegramText} {...register('channel')} />
        <ChoiceCard value="web" title={t.web} text={t.webText} {...register('channel')} />
      </fieldset>
      {channel === 'telegram' ? (
        <TelegramToken check={check} moves={moves} />
      ) : (
        <Card className="text-muted">{t.webExplained}</Card>
      )}
    </>
  );
}
