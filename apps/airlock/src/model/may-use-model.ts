import type { ModelCaller } from '../directory.ts';

/** Whether the bot may ask for this model: its owner's choice, or the one before until the sandbox has taken that. */
export function mayUseModel({ modelId, earlierModelId }: ModelCaller, asked: unknown): boolean {
  // No model at all must not fit the absence of an earlier one.
  return typeof asked === 'string' && (asked === modelId || asked === earlierModelId);
}
