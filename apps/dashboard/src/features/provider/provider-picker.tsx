'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { texts } from '@/texts/index.ts';
import type { ProviderChoice } from './provider-choice.ts';
import { ProviderKey } from './provider-key.tsx';
import { providerName } from './provider-name.ts';
import type { KeyCheck } from './use-key-check.ts';

const t = texts.wizard;

type Props = {
  providers: ProviderOption[];
  check: KeyCheck;
  /** Where else a pasted secret may belong. */
  moves?: Moves;
};

/** Who answers, with model and key; fills in the ProviderChoice of the form around it. The demo is marked as what it is. */
export function ProviderPicker({ providers, check, moves = {} }: Props) {
  const { register, getValues, setValue, clearErrors, control, formState } = useFormContext<ProviderChoice>();
  const providerId = useWatch({ control, name: 'providerId' });
  const chosen = providers.find((provider) => provider.id === providerId);
  function choose() {
    const provider = providers.find((entry) => entry.id === getValues('providerId'));
    setValue('modelId', provider?.models[0]?.id ?? '');
    setValue('providerKey', '');
    clearErrors(['providerId', 'providerKey', 'modelId']);
    check.reset();
  }
  const others: Moves = {
    ...moves,
    provider_key: {
      label: (found) =>
        texts.pasteGuard.chooseProvider(providers.find(({ id }) => id === found.providerId)?.label ?? ''),
      run: ({ providerId: other, value }) => {
        setValue('providerId', other ?? '', { shouldDirty: true });
        choose();
        setValue('providerKey', value, { shouldDirty: true });
        return '';
      },
    },
  };
  const error = formState.errors.providerId?.message;
  return (
    <>
      <fieldset className="grid gap-2.5 sm:grid-cols-2" aria-describedby={error ? 'provider-error' : undefined}>
        <legend className="sr-only">{t.providerLabel}</legend>
        {providers.map((provider) => (
          <ChoiceCard
            key={provider.id}
            value={provider.id}
            title={
              provider.demo ? (
                <span className="flex items-center gap-2">
                  {providerName(provider)}{' '}
                  <Pill tone="quiet" small>
                    {t.demoBadge}
                  </Pill>
                </span>
              ) : (
                providerName(provider)
              )
            }
            text={provider.demo ? t.demoText : provider.description}
            {...register('providerId', { onChange: choose })}
          />
        ))}
      </fieldset>
      {error && (
        <p id="provider-error" role="alert" className="text-small font-medium text-bad">
          {error}
        </p>
      )}
      {chosen?.demo && <Card className="text-muted">{t.demoExplained}</Card>}
      {chosen && !chosen.demo && <ProviderKey key={chosen.id} provider={chosen} check={check} moves={others} />}
    </>
  );
}
