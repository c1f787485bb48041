import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { requirePermission } from '../require-permission.ts';
import { askProvider } from '../outside/ask-provider.ts';
import { readProviderKey } from '../outside/provider-key.ts';
import { chooseModel } from './choose-model.ts';

const schema = z.object({ providerId: z.string().max(32), modelId: z.string().max(128), key: z.unknown() });

/**
 * Tries the key with one question of a few tokens. The demo provider needs no key and is fine at once.
 * Errors at `key`: `invalid_input` (shape), `outside_refused`, `outside_unreachable` (10 s).
 */
export async function checkProviderKey(
  ctx: Context,
  input: { providerId: string; key: string; modelId: string },
): Promise<{ ok: true; modelLabel: string }> {
  await requirePermission(ctx, 'secret:manage');
  const { providerId, modelId, key } = parseInput(schema, input);
  const { provider, model } = chooseModel(providerId, modelId);
  if (provider.keyPattern !== null) {
    await askProvider(ctx.services, provider, model, readProviderKey(provider, key), 'key');
  }
  return { ok: true, modelLabel: model.label };
}
