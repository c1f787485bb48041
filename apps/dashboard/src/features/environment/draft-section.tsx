'use client';

import type { bot } from '@clawberth/core';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { ApplyDraft } from './apply-draft.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftList } from './draft-list.tsx';

const t = texts.environment;

type Props = {
  environment: Wire<bot.EnvironmentView>;
  maySet: boolean;
  pending: boolean;
  onChange: (variable: Wire<bot.VariableView>) => void;
  /** Without names, the whole draft. */
  onDiscard: (names: string[] | null, said: string) => Promise<void>;
  onApplied: (restartAfter: number | null) => void;
};

/** What waits to be put into force, and the two ways to end the waiting. */
export function DraftSection({ environment, maySet, pending, onChange, onDiscard, onApplied }: Props) {
  return (
    <section
      aria-labelledby="environment-draft"
      className="grid gap-1 rounded-control border border-warn-line bg-warn-soft/40 px-4 pt-3 pb-4"
    >
      <h3 id="environment-draft" className="font-semibold">
        {t.draft}
      </h3>
      <DraftList
        draft={environment.draft}
        maySet={maySet}
        pending={pending}
        onChange={onChange}
        onUndo={({ name }) => void onDiscard([name], t.undone(name))}
      />
      {maySet && (
        <div className="mt-2 flex flex-wrap gap-2.5">
          <ApplyDraft environment={environment} onApplied={onApplied} />
          <DiscardDraft pending={pending} onDiscard={() => onDiscard(null, t.discarded)} />
        </div>
      )}
    </section>
  );
}
