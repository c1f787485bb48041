'use client';

import { ExternalLink, LoaderCircle } from 'lucide-react';
import { useFormContext } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';
import { ModelFields } from './model-fields.tsx';
import type { ProviderChoice } from './provider-choice.ts';
import type { KeyCheck } from './use-key-check.ts';

const t = texts.wizard;

/** Model and key of a real provider; the key is tried by one small call when its field is left. */
export function ProviderKey({ provider, check }: { provider: ProviderOption; check: KeyCheck }) {
  const { register, trigger, getValues, formState } = useFormContext<ProviderChoice>();
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
        {/* Keeps its height while the key is checked, so that the button does not move under the pointer. */}
        <div aria-live="polite" className={cn(!error && 'min-h-12')}>
          {(state.status === 'idle' || state.status === 'bad') && (
            <p className="text-small text-muted">{t.keySealed}</p>
          )}
          {state.status === 'checking' && (
            <p className="flex items-center gap-2 py-2 text-muted">
              <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
              {t.keyChecking(provider.label)}
            </p>
          )}
          {state.status === 'good' && <Notice tone="good">{t.keyGood(state.value.modelLabel)}</Notice>}
        </div>
      </div>
    </Card>
  );
}

function KeyWhere({ url }: { url: string }) {
  return (
    <>
      {t.keyWhere}{' '}
      <a
        href={url}
        target="_blank"
        rel="noreferrer noopener"
        className="inline-flex items-center gap-1 font-medium text-primary underline-offset-4 hover:underline"
      >
        {new URL(url).host}
        <ExternalLink aria-hidden className="size-3.5" />
      </a>
    </>
  );
}
