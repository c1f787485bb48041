import type { Visit } from '../http/door.ts';
import { sendJson } from '../http/send-json.ts';
import { PROBLEMS, problemBody } from './model-api.ts';
import type { ModelApi, ModelProblem } from './model-api.ts';

/** Refuses in the shape of the API that was asked, with the reason for machines in `x-clawberth-error`. */
export function refuseModel(
  { response, facts }: Visit,
  api: ModelApi,
  problem: ModelProblem,
  headers: Record<string, string> = {},
): void {
  facts.refused = problem;
  sendJson(response, PROBLEMS[problem].status, problemBody(api, problem), { ...headers, 'x-clawberth-error': problem });
}
