import type { ModelApi } from './model-api.ts';

/**
 * The fields that go upstream. Others are left out, because some of them choose other models
 * (`models`, `route`, `fallbacks`, `preset`) or let the provider fetch from elsewhere on the
 * bot's behalf (`plugins`, `mcp_servers`, `container`).
 */
const FIELDS: Record<ModelApi, ReadonlySet<string>> = {
  'openai-completions': words(
    'model messages stream stream_options tools tool_choice parallel_tool_calls max_tokens max_completion_tokens',
    'temperature top_p n stop seed logit_bias logprobs top_logprobs frequency_penalty presence_penalty response_format',
    'modalities prediction reasoning reasoning_effort include_reasoning thinking verbosity store metadata user',
    'safety_identifier prompt_cache_key prompt_cache_retention service_tier usage',
  ),
  'anthropic-messages': words(
    'model messages system max_tokens stream tools tool_choice temperature top_p top_k stop_sequences thinking metadata',
    'output_config context_management cache_control service_tier',
  ),
};

export type ModelRequest = { model: unknown; streaming: boolean; body: Record<string, unknown> };

/**
 * Reads the body and keeps the fields that may go upstream. A stream of the OpenAI kind is always
 * asked for its usage, so that no answer ends uncounted. Null when it is not a JSON object.
 */
export function readModelRequest(bytes: Buffer, api: ModelApi): ModelRequest | null {
  const parsed = parseObject(bytes);
  if (parsed === null) return null;
  const body = Object.fromEntries(Object.entries(parsed).filter(([name]) => FIELDS[api].has(name)));
  const streaming = body.stream === true;
  if (api === 'openai-completions') {
    if (streaming) body.stream_options = { ...asObject(body.stream_options), include_usage: true };
    else delete body.stream_options;
  }
  return { model: body.model, streaming, body };
}

function parseObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
