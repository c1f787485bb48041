'use client';

import { useFormContext } from 'react-hook-form';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';

const t = texts.wizard;

/** Who may talk to the bot: by its channel one safe choice, said in words. */
export function StepAccess() {
  const channel = useFormContext<Draft>().getValues('channel');
  const { title, text } = channel === 'telegram' ? t.accessPeople : t.accessTeam;
  return (
    <>
      <fieldset className="grid gap-2.5">
        <legend className="sr-only">{t.accessLabel}</legend>
        <ChoiceCard name="access" value={channel} defaultChecked title={title} text={text} />
      </fieldset>
      <p className="text-small text-muted">{t.accessOnly}</p>
    </>
  );
}
