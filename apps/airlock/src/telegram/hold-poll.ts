import { setTimeout as sleep } from 'node:timers/promises';
import type { TelegramCaller } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import { answerCut, answerNoUpdates } from './telegram-refusal.ts';

/** Lets a poll rest and end without updates, or as soon as it is cut. */
export async function holdPoll(visit: Visit): Promise<void> {
  await sleep(visit.door.limits.stoppedPollMs, undefined, { signal: visit.over }).catch(() => undefined);
  if (visit.gone.aborted) return;
  if (visit.cut === null) answerNoUpdates(visit);
  else answerCut(visit, 'getUpdates');
}

/**
 * Holds a poll that Telegram has refused; true when it was answered. BotFather ends a token as soon as it makes the next
 * one, and OpenClaw gives Telegram up for good at the first refusal: for a while it is not told, so that it goes on
 * without a restart once the next one is pasted. Then it is.
 */
export async function holdRefused(
  visit: Visit,
  { caller: { botId }, method }: { caller: TelegramCaller; method: string },
  status: number,
): Promise<boolean> {
  if (method !== 'getUpdates') return false;
  const { refusedSince, limits } = visit.door;
  if (status !== 401) {
    refusedSince.delete(botId);
    return false;
  }
  const now = performance.now();
  const since = refusedSince.get(botId) ?? now;
  refusedSince.set(botId, since);
  if (now - since >= limits.refusedPollGraceMs) return false;
  await holdPoll(visit);
  return true;
}
