'use client';

import type { bot } from '@clawberth/core';
import { Button } from '@/components/ui/button.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { VariableLine } from './variable-line.tsx';

const t = texts.environment;
type Variable = Wire<bot.VariableView>;

type Props = {
  draft: Wire<bot.EnvironmentView['draft']>;
  maySet: boolean;
  pending: boolean;
  onChange: (variable: Variable) => void;
  onUndo: (variable: Variable) => void;
};

/** What waits to be put into force. */
export function DraftList({ draft, maySet, pending, onChange, onUndo }: Props) {
  return (
    <ul className="divide-y divide-line">
      {draft.map((variable) => {
        const { name, change } = variable;
        return (
          <VariableLine
            key={name}
            variable={variable}
            badge={
              <Pill tone={change === 'removed' ? 'bad' : 'warn'} small>
                {t.changes[change]}
              </Pill>
            }
          >
            {maySet && (
              <>
                {change !== 'removed' && (
                  <Button
                    size="small"
                    aria-label={t.changeOf(name)}
                    disabled={pending}
                    onClick={() => onChange(variable)}
                  >
                    {t.change}
                  </Button>
                )}
                <Button size="small" aria-label={t.undoOf(name)} disabled={pending} onClick={() => onUndo(variable)}>
                  {t.undo}
                </Button>
              </>
            )}
          </VariableLine>
        );
      })}
    </ul>
  );
}
