import type { UseFormReturn } from 'react-hook-form';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';

const t = texts.pasteGuard;
const { steps } = texts.wizard;

/** Where a key belongs that was found in one of the wizard's fields: the field of another step, which holds it masked. */
export function wizardMoves({ setValue, clearErrors }: UseFormReturn<Draft>, providers: ProviderOption[]): Moves {
  return {
    telegram_token: {
      label: () => t.moveTo.telegram_token,
      run: ({ value }) => {
        setValue('channel', 'telegram', { shouldDirty: true });
        setValue('telegramToken', value, { shouldDirty: true });
        clearErrors('telegramToken');
        return t.waitsInStep(steps.channel);
      },
    },
    provider_key: {
      label: () => t.moveTo.provider_key,
      run: ({ providerId, value }) => {
        const provider = providers.find(({ id }) => id === providerId);
        setValue('providerId', provider?.id ?? '', { shouldDirty: true });
        setValue('modelId', provider?.models[0]?.id ?? '');
        setValue('providerKey', value, { shouldDirty: true });
        clearErrors(['providerId', 'modelId', 'providerKey']);
        return t.waitsInStep(steps.provider);
      },
    },
  };
}
