'use client';

import { Card } from '@/components/ui/card.tsx';
import { StepMark } from '@/components/ui/step-mark.tsx';
import { cn } from '@/lib/cn.ts';
import { useNow } from '@/lib/use-now.ts';
import { texts } from '@/texts/index.ts';
import { useBot, type LiveBot } from './bot-context.tsx';

const t = texts.bot;
type Stage = LiveBot['stages'][number];
const TICK_MS = 100;

/** The real stages of a start, as they come, with the seconds each has taken. */
export function Stages() {
  const { name, stages } = useBot();
  const failed = stages.some((stage) => stage.status === 'failed');
  const current =
    stages.find((stage) => stage.status === 'active' || stage.status === 'failed') ??
    stages.findLast((stage) => stage.status === 'done');
  return (
    <Card>
      <h2 className="text-lead font-bold">{failed ? t.stoppedTitle(name) : t.startingTitle(name)}</h2>
      <p className="mb-4 text-muted">{failed ? t.stoppedLead : t.startingLead}</p>
      <ol aria-label={t.stagesLabel} className="grid gap-3.5">
        {stages.map((stage, index) => (
          <StageLine key={stage.stage} stage={stage} number={index + 1} />
        ))}
      </ol>
      <p aria-live="polite" className="sr-only">
        {current && `${current.label}: ${t.stageStatus[current.status]}`}
      </p>
    </Card>
  );
}

function StageLine({ stage, number }: { stage: Stage; number: number }) {
  const waiting = stage.status === 'waiting';
  return (
    <li className="flex items-start gap-3" aria-current={stage.status === 'active' ? 'step' : undefined}>
      <StepMark status={stage.status} number={number} />
      <p className="min-w-0">
        <span className={cn('font-semibold', waiting && 'font-medium text-muted')}>{stage.label}</span>{' '}
        <span className="ml-1.5 text-small text-muted tabular-nums">
          {stage.detail && `${stage.detail}, `}
          {stage.status === 'active' ? (
            <Running since={stage.startedAt} />
          ) : (
            stage.seconds !== null && texts.common.seconds(tenths(stage.seconds))
          )}
        </span>
        <span className="sr-only">, {t.stageStatus[stage.status]}</span>
      </p>
    </li>
  );
}

function Running({ since }: { since: string | null }) {
  const now = useNow(TICK_MS);
  if (since === null || now === null) return null;
  return <span aria-hidden>{texts.common.seconds(tenths(Math.max(0, (now - Date.parse(since)) / 1000)))} …</span>;
}

function tenths(seconds: number): string {
  return new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(seconds);
}
