'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';
import { WrongField } from '@/features/paste-guard/wrong-field.tsx';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';
import { TokenOutcome } from './token-outcome.tsx';
import type { TokenCheck } from './use-token-check.ts';

const t = texts.wizard;

/** How to get a token, and the box that checks it when it is left. */
export function TelegramToken({ check, moves }: { check: TokenCheck; moves: Moves }) {
  const { register, trigger, getValues, setValue, clearErrors, control, formState } = useFormContext<Draft>();
  const token = useWatch({ control, name: 'telegramToken' });
  const { state } = check;
  const error = formState.errors.telegramToken?.message ?? (state.status === 'bad' ? state.message : undefined);
  async function leave() {
    if (getValues('telegramToken').trim() === '') return;
    if (await trigger('telegramToken')) await check.check(getValues('telegramToken').trim());
  }
  return (
    <Card className="grid gap-4">
      <h2 className="font-bold">{t.tokenTitle}</h2>
      <ol className="grid list-decimal gap-0.5 pl-5 text-muted">
        {t.tokenSteps.map((step) => (
          <li key={step.strong}>
            {step.before}
            <strong className="text-ink">{step.strong}</strong>
            {step.after}
          </li>
        ))}
      </ol>
      <div className="grid gap-2">
        <Field label={t.token} error={error}>
          {(control) => (
            <SecretInput
              {...control}
              {...register('telegramToken', { onChange: check.reset, onBlur: () => void leave() })}
            />
          )}
        </Field>
        <WrongField
          value={token}
          wanted={texts.pasteGuard.wanted.token}
          fits={({ place }) => place === 'telegram_token'}
          moves={moves}
          onEmpty={() => {
            setValue('telegramToken', '');
            clearErrors('telegramToken');
          }}
        />
        <TokenOutcome state={state} refused={error !== undefined} />
      </div>
    </Card>
  );
}
