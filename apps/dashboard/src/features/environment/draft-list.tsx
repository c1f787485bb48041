'use client';

import type { bot } from '@clawberth/core';
import { Pill } from '@/components/ui/pill.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { VariableList, type Variable, type VariableButton } from './variable-list.tsx';

const t = texts.environment;

type Props = {
  draft: Wire<bot.EnvironmentView['draft']>;
  maySet: boolean;
  pending: boolean;
  onChange: (variable: Variable) => void;
  onUndo: (variable: Variable) => void;
};

/** What waits to be put into force. */
export function DraftList({ draft, maySet, pending, onChange, onUndo }: Props) {
  const buttonsOf = (variable: Wire<bot.EnvironmentView['draft']>[number]): VariableButton[] => {
    const { name, change } = variable;
    const undo = { text: t.undo, label: t.undoOf(name), onPress: () => onUndo(variable) };
    return change === 'removed'
      ? [undo]
      : [{ text: t.change, label: t.changeOf(name), onPress: () => onChange(variable) }, undo];
  };
  const items = draft.map((variable) => ({
    variable,
    badge: (
      <Pill tone={variable.change === 'removed' ? 'bad' : 'warn'} small>
        {t.changes[variable.change]}
      </Pill>
    ),
    buttons: maySet ? buttonsOf(variable) : [],
  }));
  return <VariableList items={items} pending={pending} />;
}
