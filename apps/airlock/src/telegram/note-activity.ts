import { z } from 'zod';
import { errorCode } from '../directory.ts';
import type { TelegramCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { isAnswer } from './telegram-methods.ts';

const updatesSchema = z.object({ result: z.array(z.record(z.string(), z.unknown())) });

/** Kinds of update that mean that a person has turned to the bot. */
const INBOUND = ['message', 'edited_message', 'callback_query', 'channel_post', 'business_message'];

/**
 * Notes that somebody wrote or was answered: the time and nothing else. Runs beside the answer; the
 * bot is not kept waiting for it, and a failure is logged only. A rewritten text is no answer.
 */
export function noteActivity(
  { door }: Visit,
  caller: TelegramCaller,
  method: string,
  answer: { status: number; text: string; rewritten: boolean },
): void {
  if (answer.status !== 200) return;
  const inbound = method === 'getUpdates' && hasInbound(answer.text);
  const answered = isAnswer(method) && !answer.rewritten;
  if (!inbound && !answered) return;
  const { botId, organisationId } = caller;
  const activity = { ...(inbound ? { inbound: true as const } : {}), ...(answered ? { answered: true as const } : {}) };
  door.directory
    .recordActivity({ botId, organisationId }, activity)
    .catch((error: unknown) => door.log.warn({ botId, code: errorCode(error) }, 'could not note activity'));
}

function hasInbound(text: string): boolean {
  // Most long polls end empty; only the others are worth parsing.
  if (text.length < 40) return false;
  try {
    const updates = updatesSchema.parse(JSON.parse(text));
    return updates.result.some((update) => INBOUND.some((kind) => kind in update));
  } catch {
    return false;
  }
}
