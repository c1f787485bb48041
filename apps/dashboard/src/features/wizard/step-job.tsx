'use client';

import { useFormContext } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input, Textarea } from '@/components/ui/input.tsx';
import { FieldGuard } from '@/features/paste-guard/field-guard.tsx';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';
import { texts } from '@/texts/index.ts';
import { TEMPLATES, type Draft } from './draft.ts';

const t = texts.wizard;
const { readers } = texts.pasteGuard;
const SUGGESTIONS: ReadonlySet<string> = new Set(TEMPLATES.map((template) => t.templates[template].instructions));

/** What the bot is for. Choosing a job suggests a text, unless the person has written their own. */
export function StepJob({ moves }: { moves: Moves }) {
  const { register, getValues, setValue, formState } = useFormContext<Draft>();
  const { errors } = formState;
  function suggest() {
    const template = getValues('template');
    const written = getValues('instructions').trim();
    if (written === '' || SUGGESTIONS.has(written)) setValue('instructions', t.templates[template].instructions);
  }
  return (
    <>
      <fieldset className="grid gap-2.5 sm:grid-cols-3">
        <legend className="sr-only">{t.templates.label}</legend>
        {TEMPLATES.map((template) => (
          <ChoiceCard
            key={template}
            value={template}
            title={t.templates[template].title}
            text={t.templates[template].text}
            {...register('template', { onChange: suggest })}
          />
        ))}
      </fieldset>
      <Card className="grid gap-5">
        <Field label={t.name} hint={t.nameHint} error={errors.name?.message}>
          {(control) => <Input maxLength={80} {...control} {...register('name')} />}
        </Field>
        <FieldGuard<Draft> name="name" readers={readers.name} moves={moves} />
        <Field label={t.instructions} hint={t.instructionsHint} error={errors.instructions?.message}>
          {(control) => <Textarea {...control} {...register('instructions')} />}
        </Field>
        <FieldGuard<Draft> name="instructions" readers={readers.bot} moves={moves} />
        <Field label={t.about} note={texts.common.optional} hint={t.aboutHint} error={errors.about?.message}>
          {(control) => <Textarea placeholder={t.aboutExample} {...control} {...register('about')} />}
        </Field>
        <FieldGuard<Draft> name="about" readers={readers.bot} moves={moves} />
      </Card>
    </>
  );
}
