'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input, Select, Textarea } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { FieldGuard } from '@/features/paste-guard/field-guard.tsx';
import { useBotMoves } from '@/features/paste-guard/use-bot-moves.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import { texts } from '@/texts/index.ts';
import { configureBotAction, readPersonalityAction } from './actions.ts';
import { Conflict } from './conflict.tsx';
import { personalitySchema, type PersonalityValues } from './schema.ts';

const t = texts.bot.personality;
const { readers } = texts.pasteGuard;
const FIELDS = ['name', 'instructions', 'about', 'modelId'] as const;

type Props = { config: PersonalityValues & { version: number }; models: ProviderOption['models'] };

/** Who the bot is. Saving over somebody else's newer settings is refused, and what was typed stays. */
export function PersonalityForm({ config, models }: Props) {
  const { slug, role } = useOrganisation();
  const { id: botId } = useBot();
  const mayConfigure = useMay('bot:configure');
  const [{ version: firstVersion, ...defaultValues }] = useState(config);
  const [version, setVersion] = useState(firstVersion);
  const [conflict, setConflict] = useState(false);
  const moves = useBotMoves();
  const form = useForm<PersonalityValues>({
    resolver: zodResolver(personalitySchema),
    mode: 'onTouched',
    defaultValues,
    disabled: !mayConfigure,
  });
  const { register, handleSubmit, reset, setError, formState } = form;
  const { errors, isSubmitting, isDirty } = formState;
  useLeaveGuard(isDirty && !isSubmitting, texts.wizard.leave);

  const submit = handleSubmit(async (values) => {
    const result = await configureBotAction(slug, { ...values, botId, expectedVersion: version }).catch(networkFailure);
    if (result.ok) {
      setVersion(result.value.version);
      setConflict(false);
      reset(values);
      toast.success(result.value.effect === 'now' ? t.saved : t.savedRestart);
      return;
    }
    if (result.code === 'conflict' && Object.keys(result.fields).length === 0) return setConflict(true);
    showFormErrors(result, setError, FIELDS);
  });

  async function loadNewer(): Promise<void> {
    const result = await readPersonalityAction(slug, { botId }).catch(networkFailure);
    if (!result.ok) return void toast.error(result.message);
    const { version: newer, ...values } = result.value;
    setVersion(newer);
    setConflict(false);
    reset(values);
    toast.success(t.loaded);
  }

  return (
    <FormProvider {...form}>
      <form noValidate className="grid max-w-[640px] gap-5" onSubmit={(event) => void submit(event)}>
        <p className="text-muted">{mayConfigure ? t.lead : texts.common.readOnlyReason[role]}</p>
        {conflict && <Conflict onLoad={loadNewer} />}
        {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
        <Card className="grid gap-5">
          <Field label={texts.wizard.name} hint={texts.wizard.nameHint} error={errors.name?.message}>
            {(control) => <Input {...control} {...register('name')} />}
          </Field>
          <FieldGuard<PersonalityValues> name="name" readers={readers.name} moves={moves} />
          <Field
            label={texts.wizard.instructions}
            hint={texts.wizard.instructionsHint}
            error={errors.instructions?.message}
          >
            {(control) => <Textarea rows={6} {...control} {...register('instructions')} />}
          </Field>
          <FieldGuard<PersonalityValues> name="instructions" readers={readers.bot} moves={moves} />
          <Field
            label={texts.wizard.about}
            note={texts.common.optional}
            hint={texts.wizard.aboutHint}
            error={errors.about?.message}
          >
            {(control) => <Textarea rows={6} {...control} {...register('about')} />}
          </Field>
          <FieldGuard<PersonalityValues> name="about" readers={readers.bot} moves={moves} />
          <Field label={texts.wizard.model} error={errors.modelId?.message}>
            {(control) => (
              <Select {...control} {...register('modelId')}>
                {models.map((model) => (
                  <option key={model.id} value={model.id}>
                    {model.label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </Card>
        {mayConfigure && (
          <Button
            type="submit"
            variant="primary"
            className="justify-self-end"
            pending={isSubmitting}
            disabled={conflict}
          >
            {t.save}
          </Button>
        )}
      </form>
    </FormProvider>
  );
}
