'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { CheckOutcome } from '@/components/ui/check-outcome.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { OutsideLink } from '@/components/ui/outside-link.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';
import { WrongField } from '@/features/paste-guard/wrong-field.tsx';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';
import { ModelFields } from './model-fields.tsx';
import type { ProviderChoice } from './provider-choice.ts';
import type { KeyCheck } from './use-key-check.ts';

const t = texts.wizard;

type Props = { provider: ProviderOption; check: KeyCheck; moves: Moves };

/** Model and key of a real provider; the key is tried by one small call when its field is left. */
export function ProviderKey({ provider, check, moves }: Props) {
  const { register, trigger, getValues, setValue, clearErrors, control, formState } = useFormContext<ProviderChoice>();
  const key = useWatch({ control, name: 'providerKey' });
  const { state } = check;
  const error = formState.errors.providerKey?.message ?? (state.status === 'bad' ? state.message : undefined);
  async function leave() {
    if (getValues('providerKey').trim() === '') return;
    if (await trigger('providerKey')) await check.checkChoice(getValues());
  }
  return (
    <Card className="grid gap-5">
      <ModelFields models={provider.models} onChange={check.reset} />
      <div className="grid gap-2">
        <Field label={t.key(provider.label)} hint={provider.keyUrl && <KeyWhere url={provider.keyUrl} />} error={error}>
          {(control) => (
            <SecretInput
              {...control}
              {...register('providerKey', { onChange: check.reset, onBlur: () => void leave() })}
            />
          )}
        </Field>
        <WrongField
          value={key}
          wanted={texts.pasteGuard.wanted.key(provider.label)}
          fits={({ providerId }) => providerId === provider.id}
          moves={moves}
          onEmpty={() => {
            setValue('providerKey', '');
            clearErrors('providerKey');
          }}
        />
        {/* Keeps its height while the key is checked, so that the button does not move under the pointer. */}
        <CheckOutcome
          state={state}
          idle={t.keySealed}
          checking={t.keyChecking(provider.label)}
          className={cn(!error && 'min-h-12')}
        >
          {({ modelLabel }) => <Notice tone="good">{t.keyGood(modelLabel)}</Notice>}
        </CheckOutcome>
      </div>
    </Card>
  );
}

function KeyWhere({ url }: { url: string }) {
  return (
    <>
      {t.keyWhere} <OutsideLink url={url} />
    </>
  );
}
