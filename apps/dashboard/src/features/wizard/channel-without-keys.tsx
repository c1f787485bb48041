'use client';

import { useFormContext } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';

const t = texts.wizard;

/** For who may set no tokens: the one channel that needs none, and who can help to another. */
export function ChannelWithoutKeys() {
  const { register } = useFormContext<Draft>();
  return (
    <>
      <fieldset className="grid gap-2.5">
        <legend className="sr-only">{t.channelLabel}</legend>
        <ChoiceCard value="web" title={t.web} text={t.webText} {...register('channel')} />
      </fieldset>
      <Card className="text-muted">{t.channelWithoutKeys}</Card>
    </>
  );
}
