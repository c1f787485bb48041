import type { DesiredState, ObservedState, Stage } from '@clawberth/db';
import { failureText, onlyOwnerMends } from '../text/failures.ts';
import { STATE_REASONS } from '../text/states.ts';
import type { FailureRecord } from './failure-record.ts';
import { stoppedCode } from './stopped-secret.ts';
import type { BotChannel, BotState, GivenKind } from './views.ts';

/** All that the word of state is made of. */
export type StateFacts = {
  desiredState: DesiredState;
  observedState: ObservedState;
  generation: number;
  observedGeneration: number;
  channel: BotChannel;
  telegramUsername: string | null;
  demo: boolean;
  channelConnected: boolean;
  channelError: string | null;
  /** Of the attempt that is wanted now. */
  failure: FailureRecord | null;
  retryAt: Date | null;
  /** A secret of the bot's that somebody stopped at the airlock; null when none is. */
  stopped: GivenKind | null;
  /** Stages of the current generation that are done. */
  doneStages: ReadonlySet<Stage>;
  activeStage: Stage | null;
  waiting: number;
  /** When the worker last looked; null before the first look. */
  observedAt: Date | null;
  now: Date;
};

/** The worker looks at a running bot twice a minute; after this long without a look nobody knows how it is. */
const UNSEEN_AFTER_MS = 3 * 60_000;

/**
 * The one word of state and the sentence beside it. "Working" needs OpenClaw ready in the generation that
 * is wanted, seen lately, and for a bot with a channel the channel connected; that a container runs says nothing.
 */
export function deriveState(facts: StateFacts): { state: BotState; reason: string } {
  if (facts.desiredState === 'deleted') return { state: 'deleting', reason: STATE_REASONS.deleting };
  if (facts.desiredState === 'stopped') return paused(facts);
  // Whatever else is wrong, without this nothing goes out or comes in.
  if (facts.stopped !== null)
    return { state: 'needs_you', reason: `${failureText(stoppedCode({ kind: facts.stopped })).title}.` };
  if (facts.failure !== null) return failed(facts, facts.failure);
  if (!isReady(facts)) return { state: 'starting', reason: STATE_REASONS.starting(facts.activeStage, facts.channel) };
  const unseenMs = facts.observedAt === null ? 0 : facts.now.getTime() - facts.observedAt.getTime();
  if (unseenMs > UNSEEN_AFTER_MS)
    return { state: 'broken', reason: STATE_REASONS.unseen(Math.floor(unseenMs / 60_000)) };
  if (facts.channel === 'telegram' && !facts.channelConnected) return notConnected(facts);
  if (facts.waiting > 0) return { state: 'needs_you', reason: STATE_REASONS.peopleWait(facts.waiting) };
  return { state: 'working', reason: STATE_REASONS.working(facts) };
}

function isReady(facts: StateFacts): boolean {
  return (
    facts.observedState === 'running' &&
    facts.observedGeneration === facts.generation &&
    facts.doneStages.has('gateway_ready')
  );
}

function paused({ observedState }: StateFacts): { state: BotState; reason: string } {
  const still = observedState === 'running' || observedState === 'starting' || observedState === 'stopping';
  return { state: 'paused', reason: still ? STATE_REASONS.pausing : STATE_REASONS.paused };
}

function failed(facts: StateFacts, failure: FailureRecord): { state: BotState; reason: string } {
  const { title } = failureText(failure.code);
  if (failure.code === 'config_invalid' && isReady(facts))
    return { state: 'needs_you', reason: STATE_REASONS.oldSettings };
  if (onlyOwnerMends(failure.code)) return { state: 'needs_you', reason: `${title}.` };
  const tryingNow = failure.retryable && facts.observedState !== 'failed' && facts.observedState !== 'running';
  if (tryingNow) return { state: 'starting', reason: STATE_REASONS.tryingAgainNow(title) };
  const again = failure.retryable && facts.retryAt !== null;
  return { state: 'broken', reason: again ? STATE_REASONS.willTryAgain(title) : `${title}.` };
}

function notConnected(facts: StateFacts): { state: BotState; reason: string } {
  if (facts.channelError === null) {
    const before = facts.doneStages.has('channel_connected');
    return before
      ? { state: 'broken', reason: STATE_REASONS.channelLost }
      : { state: 'starting', reason: STATE_REASONS.starting('channel_connected', facts.channel) };
  }
  // Telegram's own words: 401 for a token it does not take, 409 when two programs fetch.
  if (/\b401\b|unauthorized/i.test(facts.channelError)) {
    return { state: 'needs_you', reason: `${failureText('telegram_token_refused').title}.` };
  }
  if (/\b409\b|terminated by other getUpdates/i.test(facts.channelError)) {
    return { state: 'needs_you', reason: `${failureText('telegram_in_use_elsewhere').title}.` };
  }
  return { state: 'broken', reason: STATE_REASONS.channelLost };
}
