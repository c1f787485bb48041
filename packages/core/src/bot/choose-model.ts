import { findModel, findProvider, type Provider, type ProviderModel } from '@clawberth/openclaw';
import { fieldError } from '../input/parse-input.ts';

/** Provider and model of the catalogue. Throws `invalid_input` at `providerId` or `modelId`. */
export function chooseModel(providerId: string, modelId: string): { provider: Provider; model: ProviderModel } {
  const provider = findProvider(providerId);
  if (provider === null)
    throw fieldError('invalid_input', 'providerId', 'Please choose one of the AI providers shown.');
  const model = findModel(provider, modelId);
  if (model === null)
    throw fieldError('invalid_input', 'modelId', `Please choose one of the ${provider.label} models shown.`);
  return { provider, model };
}
