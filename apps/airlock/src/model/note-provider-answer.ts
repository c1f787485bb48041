import type { airlock } from '@clawberth/core';
import { errorCode } from '../directory.ts';
import type { ModelCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';

/**
 * Notes for the bot's page whether the provider takes its key. Runs beside the answer; the bot is not
 * kept waiting for it, and a failure is logged only.
 */
export function noteProviderAnswer({ door }: Visit, caller: ModelCaller, answer: airlock.ProviderAnswer): void {
  const { botId, organisationId } = caller;
  door.directory
    .recordProviderAnswer({ botId, organisationId }, answer)
    .catch((error: unknown) =>
      door.log.warn({ botId, answer, code: errorCode(error) }, 'could not note what the provider said'),
    );
}
