'use client';

import type { bot } from '@clawberth/core';
import { Pill } from '@/components/ui/pill.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { VariableButton } from './variable-button.tsx';
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
                  <VariableButton
                    text={t.change}
                    label={t.changeOf(name)}
                    pending={pending}
                    onPress={() => onChange(variable)}
                  />
                )}
                <VariableButton
                  text={t.undo}
                  label={t.undoOf(name)}
                  pending={pending}
                  onPress={() => onUndo(variable)}
                />
              </>
            )}
          </VariableLine>
        );
      })}
    </ul>
  );
}
