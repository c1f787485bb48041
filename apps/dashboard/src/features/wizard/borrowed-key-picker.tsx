'use client';

import type { bot } from '@clawberth/core';
import { useFormContext, useWatch } from 'react-hook-form';
import { Card } from '@/components/ui/card.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { ModelFields } from '@/features/provider/model-fields.tsx';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';

const t = texts.wizard;

type Props = { providers: ProviderOption[]; keys: bot.ReusableKey[] };

/** For who may set no keys: practice answers, or the key that another bot has already. */
export function BorrowedKeyPicker({ providers, keys }: Props) {
  const { setValue, clearErrors, control, formState } = useFormContext<Draft>();
  const [providerId, keyFromBotId] = useWatch({ control, name: ['providerId', 'keyFromBotId'] });
  const demo = providers.find((provider) => provider.demo);
  const lender = keys.find(({ botId }) => botId === keyFromBotId);
  const chosen = lender && providers.find(({ id }) => id === lender.providerId);
  function choose(option: ProviderOption | undefined, botId: string) {
    setValue('keyFromBotId', botId, { shouldDirty: true });
    setValue('providerId', option?.id ?? '', { shouldDirty: true });
    setValue('modelId', option?.models[0]?.id ?? '');
    clearErrors(['providerId', 'modelId', 'keyFromBotId', 'providerKey']);
  }
  const { errors } = formState;
  const error = errors.keyFromBotId?.message ?? errors.providerId?.message;
  return (
    <>
      <fieldset className="grid gap-2.5 sm:grid-cols-2" aria-describedby={error ? 'provider-error' : undefined}>
        <legend className="sr-only">{t.providerLabel}</legend>
        {demo && (
          <ChoiceCard
            name="lender"
            value=""
            checked={providerId === demo.id}
            onChange={() => choose(demo, '')}
            title={
              <span className="flex items-center gap-2">
                {t.demoTitle}{' '}
                <Pill tone="quiet" small>
                  {t.demoBadge}
                </Pill>
              </span>
            }
            text={t.demoText}
          />
        )}
        {keys.map(({ botId, botName, providerId: id }) => {
          const provider = providers.find((option) => option.id === id);
          return (
            provider && (
              <ChoiceCard
                key={botId}
                name="lender"
                value={botId}
                checked={keyFromBotId === botId}
                onChange={() => choose(provider, botId)}
                title={t.keyOf(botName)}
                text={t.keyOfText(provider.label)}
              />
            )
          );
        })}
      </fieldset>
      {keys.length === 0 && <p className="text-small text-muted">{t.noKeysToUse}</p>}
      {error && (
        <p id="provider-error" role="alert" className="text-small font-medium text-bad">
          {error}
        </p>
      )}
      {providerId === demo?.id && <Card className="text-muted">{t.demoWithoutKeys}</Card>}
      {chosen && (
        <Card>
          <ModelFields models={chosen.models} />
        </Card>
      )}
    </>
  );
}
