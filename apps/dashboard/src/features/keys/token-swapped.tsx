'use client';

import type { bot } from '@clawberth/core';
import { useBot } from '@/features/bot/bot-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Step } from './step-list.tsx';
import { SwapDone } from './swap-done.tsx';

const t = texts.keys.telegram;

export type TokenSwap = bot.NewTokenFacts & {
  /** Which sandbox ran before the swap. */
  generation: number;
  old: { username: string | null; fingerprint: string };
};

/** What has become of the swap; a restart is followed until the bot is back. */
export function TokenSwapped({ swap, onClose }: { swap: TokenSwap; onClose: () => void }) {
  const { generation, state } = useBot();
  const back = generation > swap.generation && state !== 'starting';
  const swapped: Step = swap.restarts
    ? { label: t.swappedRestart, status: back ? 'done' : 'active' }
    : { label: swap.sameBot ? t.swapped : t.swappedPaused, status: 'done' };
  const ended: Step = swap.sameBot
    ? { label: t.ended(swap.old.fingerprint), status: 'done' }
    : { label: t.endedHere(swap.old.fingerprint), detail: t.endOther(swap.old.username), status: 'done' };
  return <SwapDone steps={[{ label: t.asked(swap.username), status: 'done' }, swapped, ended]} onClose={onClose} />;
}
