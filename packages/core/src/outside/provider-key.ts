import type { Provider } from '@clawberth/openclaw';
import { fieldError } from '../input/parse-input.ts';

/** The key in what was pasted, of this provider's shape. Throws `invalid_input` at `field`. */
export function readProviderKey(provider: Provider, pasted: unknown, field = 'key'): string {
  if (typeof pasted !== 'string' || pasted.trim() === '') {
    throw fieldError('invalid_input', field, `Please paste your ${provider.label} key.`);
  }
  const key = pasted.trim();
  const fits = key.length <= 300 && (provider.keyPattern?.test(key) ?? false);
  if (fits && belongsTo(key) !== null && belongsTo(key) !== provider.id) {
    throw fieldError('invalid_input', field, `This is a key of another provider. ${provider.keyHint ?? ''}`.trim());
  }
  if (fits) return key;
  throw fieldError(
    'invalid_input',
    field,
    `This is not a whole ${provider.label} key. ${provider.keyHint ?? ''}`.trim(),
  );
}

/** OpenAI's shape fits the others' keys too. */
function belongsTo(key: string): string | null {
  if (key.startsWith('sk-ant-')) return 'anthropic';
  if (key.startsWith('sk-or-')) return 'openrouter';
  return null;
}
