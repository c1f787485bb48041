'use client';

import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { Time } from '@/components/ui/time.tsx';
import { gigabytes } from '@/lib/gigabytes.ts';
import { texts } from '@/texts/index.ts';
import { useBot } from './bot-context.tsx';

const t = texts.bot;

/** A few numbers and states of the running bot. */
export function BotFacts() {
  const bot = useBot();
  const running = bot.desiredState === 'running' && bot.observedState === 'running';
  const { sandboxProof } = bot;
  return (
    <section aria-label={t.facts} className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <Fact
        label={t.memory}
        value={running && bot.memoryBytes !== null ? gigabytes(bot.memoryBytes) : '–'}
        detail={
          running && bot.memoryBytes !== null
            ? t.memoryOf(gigabytes(bot.memoryLimitBytes))
            : running
              ? t.notMeasured
              : t.notRunning
        }
      />
      <Fact
        label={t.runningSince}
        value={running && bot.startedAt ? <Time at={bot.startedAt} /> : '–'}
        detail={running ? bot.modelLabel : t.notRunning}
      />
      <Fact
        label={t.settings}
        value={bot.configApplied ? t.settingsApplied : running ? t.settingsPending : t.settingsSaved}
        detail={bot.configApplied || running ? t.version(String(bot.configVersion)) : t.settingsAtStart}
      />
      <Fact
        label={t.safety}
        value={sandboxProof?.gvisor ? t.safetyGood : t.safetyNone}
        detail={sandboxProof?.gvisor ? t.safetyChecked : t.safetyNoneText}
      />
    </section>
  );
}

function Fact({ label, value, detail }: { label: string; value: ReactNode; detail: string }) {
  return (
    <Card className="grid content-start gap-0.5 p-4">
      <h2 className="text-small text-muted">{label}</h2>
      <p className="text-[1.0625rem] leading-snug font-bold tabular-nums">{value}</p>
      <p className="text-small text-muted tabular-nums">{detail}</p>
    </Card>
  );
}
