import 'server-only';
import { ClawberthError } from '@clawberth/core';
import { env } from '@/env.ts';
import { texts } from '@/texts/index.ts';

const ANSWER_BEGINS_WITHIN_MS = 130_000;

type Question = {
  ticket: string;
  botId: string;
  /** `chat` or `logs`, with its query. */
  path: string;
  method: 'GET' | 'POST';
  body?: unknown;
  /** Ends the call when the reader has gone. */
  signal: AbortSignal;
};

/**
 * Asks a bot through the airlock's inbound door and returns the answer as it stands, to be streamed on.
 * Throws `outside_unreachable` when the door or the bot does not answer.
 */
export async function askAirlock({ ticket, botId, path, method, body, signal }: Question): Promise<Response> {
  const begun = new AbortController();
  const timer = setTimeout(() => begun.abort(), ANSWER_BEGINS_WITHIN_MS);
  try {
    const response = await fetch(`${env().AIRLOCK_INBOUND_URL}/inbound/${botId}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ticket}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, begun.signal]),
      cache: 'no-store',
    });
    if (!response.ok)
      throw new ClawberthError('outside_unreachable', texts.errors.botSilent, { cause: `status ${response.status}` });
    return passOn(response);
  } catch (error) {
    if (error instanceof ClawberthError) throw error;
    throw new ClawberthError('outside_unreachable', texts.errors.botSilent, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** Body and kind only: no other header of the inside reaches the browser. */
function passOn(response: Response): Response {
  return new Response(response.body, {
    headers: {
      'content-type': response.headers.get('content-type') ?? 'application/octet-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
