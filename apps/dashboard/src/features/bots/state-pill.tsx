import type { bot } from '@clawberth/core';
import { Pill, type PillTone } from '@/components/ui/pill.tsx';
import { texts } from '@/texts/index.ts';

const TONES: Readonly<Record<bot.BotState, PillTone>> = {
  working: 'good',
  starting: 'active',
  needs_you: 'warn',
  paused: 'quiet',
  broken: 'bad',
  deleting: 'quiet',
};

/** The bot's one word of state. */
export function StatePill({ state }: { state: bot.BotState }) {
  return (
    <Pill tone={TONES[state]} dot pulse={state === 'starting' || state === 'deleting'}>
      {texts.bots.states[state]}
    </Pill>
  );
}
