import type { ModelCaller } from '../directory.ts';

export type ModelApi = ModelCaller['api'];

/** Why a model request was not served; goes out as `x-clawberth-error`. */
export type ModelProblem =
  | 'forbidden'
  | 'too_many_requests'
  | 'no_directory'
  | 'not_found'
  | 'bad_content_type'
  | 'unreadable'
  | 'too_large'
  | 'model_not_allowed'
  | 'provider_key_refused'
  | 'provider_key_stopped'
  | 'provider_rate_limited'
  | 'provider_quota_used_up'
  | 'provider_unavailable'
  | 'provider_unreachable'
  | 'provider_timed_out';

type Words = { status: number; openaiType: string; openaiCode: string | null; anthropicType: string; message: string };

const wrongRequest = { openaiType: 'invalid_request_error', openaiCode: null, anthropicType: 'invalid_request_error' };
const serverSide = { openaiType: 'server_error', openaiCode: null, anthropicType: 'api_error' };

/** Types are those of the two APIs' documents: platform.openai.com "Error codes", docs.anthropic.com "Errors". */
export const PROBLEMS: Record<ModelProblem, Words> = {
  forbidden: { ...wrongRequest, status: 403, anthropicType: 'permission_error', message: 'Forbidden' },
  too_many_requests: {
    status: 429,
    openaiType: 'requests',
    openaiCode: 'rate_limit_exceeded',
    anthropicType: 'rate_limit_error',
    message: 'This bot has too many requests under way. Try again in a second.',
  },
  no_directory: {
    ...serverSide,
    status: 503,
    message: 'The service cannot look this request up just now. Try again in a moment.',
  },
  not_found: { ...wrongRequest, status: 404, anthropicType: 'not_found_error', message: 'Not found' },
  bad_content_type: { ...wrongRequest, status: 400, message: "Send the request as 'application/json'." },
  unreadable: { ...wrongRequest, status: 400, message: 'The body of the request is not a JSON object.' },
  too_large: {
    ...wrongRequest,
    status: 413,
    anthropicType: 'request_too_large',
    message: 'The request is larger than 20 MiB.',
  },
  model_not_allowed: {
    ...wrongRequest,
    status: 403,
    openaiCode: 'model_not_allowed',
    anthropicType: 'permission_error',
    message: 'model not allowed: this bot may only use the model that its owner chose.',
  },
  provider_key_refused: {
    status: 401,
    openaiType: 'invalid_request_error',
    openaiCode: 'invalid_api_key',
    anthropicType: 'authentication_error',
    message:
      "The AI provider refused the key that this bot's owner stored. The owner can replace it on the bot's page.",
  },
  provider_key_stopped: {
    status: 401,
    openaiType: 'invalid_request_error',
    openaiCode: 'invalid_api_key',
    anthropicType: 'authentication_error',
    message: "This bot's owner has stopped its key. The owner can put in another one on the bot's page.",
  },
  provider_rate_limited: {
    status: 429,
    openaiType: 'requests',
    openaiCode: 'rate_limit_exceeded',
    anthropicType: 'rate_limit_error',
    message: 'The AI provider asks for fewer requests. Try again later.',
  },
  provider_quota_used_up: {
    status: 429,
    openaiType: 'insufficient_quota',
    openaiCode: 'insufficient_quota',
    anthropicType: 'rate_limit_error',
    message: "The account behind this bot's key has no credit left at the AI provider.",
  },
  provider_unavailable: {
    ...serverSide,
    status: 503,
    anthropicType: 'overloaded_error',
    message: 'The AI provider has a problem of its own. Try again later.',
  },
  provider_unreachable: { ...serverSide, status: 502, message: 'The AI provider cannot be reached.' },
  provider_timed_out: {
    ...serverSide,
    status: 504,
    anthropicType: 'timeout_error',
    message: 'The AI provider did not answer in time.',
  },
};

/** The error body in the caller's API. */
export function problemBody(api: ModelApi, problem: ModelProblem): unknown {
  const { message, openaiType, openaiCode, anthropicType } = PROBLEMS[problem];
  return api === 'anthropic-messages'
    ? { type: 'error', error: { type: anthropicType, message } }
    : { error: { message, type: openaiType, param: null, code: openaiCode } };
}

/** The same as an event in a stream that has already begun; starts on a fresh line in case a line was cut. */
export function problemEvent(api: ModelApi, problem: ModelProblem): string {
  const data = JSON.stringify(problemBody(api, problem));
  return api === 'anthropic-messages' ? `\n\nevent: error\ndata: ${data}\n\n` : `\n\ndata: ${data}\n\n`;
}
