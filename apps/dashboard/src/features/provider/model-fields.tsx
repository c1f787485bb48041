'use client';

import { useFormContext } from 'react-hook-form';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { texts } from '@/texts/index.ts';
import type { ProviderChoice } from './provider-choice.ts';

/** Which of a provider's models answers: the form's `modelId`. */
export function ModelFields({ models, onChange }: Pick<ProviderOption, 'models'> & { onChange?: () => void }) {
  const { register } = useFormContext<Pick<ProviderChoice, 'modelId'>>();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-semibold">{texts.wizard.model}</legend>
      {models.map((model) => (
        <ChoiceCard
          key={model.id}
          value={model.id}
          title={model.label}
          text={model.description}
          className="py-2.5"
          {...register('modelId', onChange && { onChange })}
        />
      ))}
    </fieldset>
  );
}
