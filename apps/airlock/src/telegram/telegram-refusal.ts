import type { Refusal } from '../bots-door/route.ts';
import type { Visit } from '../http/door.ts';
import type { NetworkFailure } from '../http/network-failure.ts';
import { sendJson } from '../http/send-json.ts';

type Reason = Refusal | NetworkFailure | 'method_not_allowed' | 'too_large' | 'unreadable' | 'not_found';

const TEXTS: Record<Reason, { status: number; description: string; retryAfter?: number }> = {
  forbidden: { status: 403, description: 'Forbidden' },
  busy: { status: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 },
  no_directory: { status: 503, description: 'Service Unavailable' },
  method_not_allowed: { status: 403, description: 'Forbidden: this method is not open to hosted bots' },
  too_large: { status: 413, description: 'Request Entity Too Large' },
  unreadable: { status: 400, description: "Bad Request: can't parse the request body" },
  not_found: { status: 404, description: 'Not Found' },
  timed_out: { status: 504, description: 'Gateway Timeout: Telegram did not answer in time' },
  unreachable: { status: 502, description: 'Bad Gateway: Telegram cannot be reached' },
};

/** Refuses in the Bot API's shape, so that the bot's library reads it as it reads Telegram's own refusals. */
export function refuseTelegram({ response, facts }: Visit, reason: Reason): void {
  const { status, description, retryAfter } = TEXTS[reason];
  facts.refused = reason;
  sendJson(response, status, {
    ok: false,
    error_code: status,
    description,
    ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
  });
}
