import type { Cut, Visit } from '../http/door.ts';
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

const CUTS: Readonly<Record<Cut, ModelProblem>> = {
  forbidden: 'forbidden',
  stopped: 'provider_key_stopped',
  again: 'provider_unreachable',
  no_directory: 'no_directory',
};

/** What the bot is told of a call that was cut; null while it may go on. */
export function cutProblem({ cut }: Visit): ModelProblem | null {
  return cut === null ? null : CUTS[cut];
}
