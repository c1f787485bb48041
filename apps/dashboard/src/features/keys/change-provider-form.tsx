'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { FormProvider, useForm, useWatch, type Resolver } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { Conflict } from '@/features/personality/conflict.tsx';
import { changeProviderAction } from '@/features/provider/actions.ts';
import { providerChoiceSchema, type ProviderChoice } from '@/features/provider/provider-choice.ts';
import { providerName } from '@/features/provider/provider-name.ts';
import { ProviderPicker } from '@/features/provider/provider-picker.tsx';
import { useKeyCheck } from '@/features/provider/use-key-check.ts';
import { useArrival } from '@/features/paste-guard/use-arrival.ts';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import { texts } from '@/texts/index.ts';

const t = texts.keys.provider;
const FIELDS = ['providerId', 'modelId', 'providerKey'] as const;
const NOTHING: ProviderChoice = { providerId: '', modelId: '', providerKey: '' };

type Props = {
  /** Every provider but the one in use. */
  others: ProviderOption[];
  /** Whose sealed key is deleted by the change; null where there is none. */
  keyThatGoes: string | null;
  version: number;
  onClose: () => void;
};

/** Chooses another provider; its key is tried before anything changes. Newer settings of others are not overwritten. */
export function ChangeProviderForm({ others, keyThatGoes, version, onClose }: Props) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  const router = useRouter();
  const keyCheck = useKeyCheck(slug);
  const [conflictWith, setConflictWith] = useState<number | null>(null);
  const find = (id: string) => others.find((provider) => provider.id === id);
  const resolver: Resolver<ProviderChoice> = (values, context, options) =>
    zodResolver(providerChoiceSchema(find(values.providerId)))(values, context, options);
  const form = useForm<ProviderChoice>({ resolver, mode: 'onTouched', defaultValues: NOTHING });
  const { errors, isSubmitting, isDirty } = form.formState;
  const { setFocus } = form;
  useLeaveGuard(isDirty && !isSubmitting, texts.wizard.leave);
  const arrived = useArrival('provider_key', ({ providerId, value }) => {
    const provider = find(providerId ?? '');
    if (!provider) return false;
    form.setValue('providerId', provider.id, { shouldDirty: true });
    form.setValue('modelId', provider.models[0]?.id ?? '');
    form.setValue('providerKey', value, { shouldDirty: true });
    return true;
  });
  // The button that held the focus has just gone.
  useEffect(() => setFocus('providerId'), [setFocus]);
  // The page was read anew: what was typed stays, and may be sent against the newer settings.
  useEffect(() => {
    if (conflictWith === null || conflictWith === version) return;
    setConflictWith(null);
    toast.success(texts.bot.personality.loaded);
  }, [conflictWith, version]);

  const submit = form.handleSubmit(async (choice) => {
    const provider = find(choice.providerId);
    if (!provider) return form.setError('providerId', { message: texts.wizard.checks.provider });
    if (provider.keyPattern && !(await keyCheck.checkChoice(choice))) return;
    const { providerKey, ...chosen } = choice;
    const input = { ...chosen, botId, expectedVersion: version, key: providerKey };
    const result = await changeProviderAction(slug, input).catch(networkFailure);
    if (result.ok) {
      toast.success(t.changed(providerName(provider)));
      onClose();
      return router.refresh();
    }
    const { key, ...fields } = result.fields;
    if (result.code === 'conflict' && Object.keys(result.fields).length === 0) return setConflictWith(version);
    showFormErrors({ ...result, fields: key ? { ...fields, providerKey: key } : fields }, form.setError, FIELDS);
  });

  const chosen = find(useWatch({ control: form.control, name: 'providerId' }));
  return (
    <FormProvider {...form}>
      <form
        noValidate
        autoComplete="off"
        method="post"
        aria-label={t.change}
        className="grid gap-4 border-t border-line pt-4"
        onSubmit={(event) => void submit(event)}
      >
        <div>
          <h3 className="font-semibold">{t.changeTitle}</h3>
          <p className="text-muted">
            {t.changeEffect} {keyThatGoes && t.oldKeyGoes(keyThatGoes)}
          </p>
        </div>
        {arrived && <Notice>{texts.pasteGuard.arrived}</Notice>}
        <ProviderPicker providers={others} check={keyCheck} />
        {conflictWith !== null && <Conflict onLoad={() => router.refresh()} />}
        {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
        <div className="flex flex-wrap items-center justify-end gap-2.5">
          <p aria-live="polite" className="flex-1 text-small text-muted">
            {isSubmitting && chosen && keyCheck.state.status !== 'checking' && t.changing(providerName(chosen))}
          </p>
          <Button onClick={onClose} disabled={isSubmitting}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" variant="primary" pending={isSubmitting} disabled={conflictWith !== null}>
            {t.change}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}
