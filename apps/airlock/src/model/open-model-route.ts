import type { IncomingMessage } from 'node:http';
import { modelToken } from '../bots-door/knock.ts';
import type { Refusal, Route } from '../bots-door/route.ts';
import type { ModelCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { listModels } from './list-models.ts';
import type { ModelApi, ModelProblem } from './model-api.ts';
import { refuseModel } from './refuse-model.ts';
import { relayModel } from './relay-model.ts';

type Action = 'ask' | 'list' | 'unknown';

/** Everything of a model API that a bot may ask for, by path. */
export const MODEL_ACTIONS: Readonly<Record<string, { api: ModelApi; method: string; action: Action }>> = {
  '/model/v1/chat/completions': { api: 'openai-completions', method: 'POST', action: 'ask' },
  '/model/v1/models': { api: 'openai-completions', method: 'GET', action: 'list' },
  '/model/anthropic/v1/messages': { api: 'anthropic-messages', method: 'POST', action: 'ask' },
  '/model/anthropic/v1/models': { api: 'anthropic-messages', method: 'GET', action: 'list' },
};

const REFUSALS: Record<Refusal, ModelProblem> = {
  forbidden: 'forbidden',
  busy: 'too_many_requests',
  no_directory: 'no_directory',
};

/** The route of a model request, or null when the path is another's. */
export function openModelRoute(request: IncomingMessage): Route | null {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (!path.startsWith('/model/')) return null;
  const found = MODEL_ACTIONS[path];
  const api: ModelApi =
    found?.api ?? (path.startsWith('/model/anthropic/') ? 'anthropic-messages' : 'openai-completions');
  const action = found !== undefined && found.method === request.method ? found.action : 'unknown';
  return {
    name: `model.${action}`,
    token: modelToken(request),
    refuse: (visit, refusal) =>
      refuseModel(visit, api, REFUSALS[refusal], refusal === 'busy' ? { 'retry-after': '1' } : {}),
    resolve: async (directory, knock) => {
      const caller = await directory.resolveModelCaller(knock);
      return {
        caller,
        serve: (visit) => serve(visit, api, action, caller),
        // An answer under a key that was only replaced is paid for already: it runs to its end.
        cutFor: ({ caller: now }) => (now.kind === 'airlock_token' && now.keyStopped ? 'stopped' : null),
      };
    },
  };
}

async function serve(visit: Visit, api: ModelApi, action: Action, caller: ModelCaller): Promise<void> {
  visit.facts.provider = caller.providerId;
  if (action === 'unknown') return refuseModel(visit, api, 'not_found');
  // A bot has one model of one API; the other API's paths do not exist for it.
  if (caller.api !== api) return refuseModel(visit, api, 'model_not_allowed');
  if (action === 'list') return listModels(visit, caller);
  await relayModel(visit, caller);
}
