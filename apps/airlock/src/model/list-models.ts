import type { ModelCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { sendJson } from '../http/send-json.ts';

/** Lists the one model that this bot may use, in its API's shape. The provider is not asked. */
export function listModels({ response }: Visit, caller: ModelCaller): void {
  const { modelId, providerId } = caller;
  if (caller.api === 'anthropic-messages') {
    const model = { type: 'model', id: modelId, display_name: modelId, created_at: '1970-01-01T00:00:00Z' };
    return sendJson(response, 200, { data: [model], has_more: false, first_id: modelId, last_id: modelId });
  }
  sendJson(response, 200, {
    object: 'list',
    data: [{ id: modelId, object: 'model', created: 0, owned_by: providerId }],
  });
}
