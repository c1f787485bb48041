'use client';

import { Button } from '@/components/ui/button.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { StepList } from '@/features/keys/step-list.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment;

/** Follows the bot until it runs with the config version that came after `after`. */
export function RestartSteps({ after, onClose }: { after: number; onClose: () => void }) {
  const { configVersion, configApplied, state, desiredState } = useBot();
  const taken = configVersion > after && configApplied;
  const done = taken && state === 'working';
  const failed = state === 'broken';
  const stopped = desiredState !== 'running';
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <StepList
        steps={[
          { label: t.steps.saved, status: 'done' },
          {
            label: t.steps.restarting,
            status: done ? 'done' : failed ? 'failed' : stopped ? 'waiting' : 'active',
            detail: failed ? t.steps.failed : stopped && !done ? t.steps.stopped : null,
          },
          { label: t.steps.runs, status: done ? 'done' : 'waiting' },
        ]}
      />
      <Button className="justify-self-end" onClick={onClose}>
        {texts.keys.done}
      </Button>
    </div>
  );
}
