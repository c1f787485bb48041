import type { Refusal } from '../bots-door/route.ts';
import type { Visit } from '../http/door.ts';
import type { NetworkFailure } from '../http/network-failure.ts';
import { sendJson } from '../http/send-json.ts';

type Reason = Refusal | NetworkFailure | 'stopped' | 'method_not_allowed' | 'too_large' | 'unreadable' | 'not_found';

const TEXTS: Record<Reason, { status: number; description: string; retryAfter?: number }> = {
  forbidden: { status: 403, description: 'Forbidden' },
  // 401 as for a token that Telegram ended: OpenClaw stops asking, and the bot's page says who stopped it.
  stopped: { status: 401, description: "Unauthorized: this token was stopped by the bot's owner" },
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

/** Telegram's own answer to a poll during which nobody wrote. */
export function answerNoUpdates({ response }: Visit): void {
  sendJson(response, 200, { ok: true, result: [] });
}

/** Ends a call that was cut. A poll ends without updates where a newer token or its owner's word is waited for. */
export function answerCut(visit: Visit, method: string): void {
  const { cut } = visit;
  if (cut === null) return;
  if (method === 'getUpdates' && (cut === 'again' || cut === 'stopped')) return answerNoUpdates(visit);
  refuseTelegram(visit, cut === 'again' ? 'unreachable' : cut);
}
