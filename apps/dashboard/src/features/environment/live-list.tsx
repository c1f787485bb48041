'use client';

import type { bot } from '@clawberth/core';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { VariableList, type Variable } from './variable-list.tsx';

const t = texts.environment;

type Props = {
  environment: Wire<bot.EnvironmentView>;
  maySet: boolean;
  pending: boolean;
  onChange: (variable: Variable) => void;
  onRemove: (variable: Variable) => void;
};

/** What the bot has now. */
export function LiveList({ environment: { live, draft }, maySet, pending, onChange, onRemove }: Props) {
  if (live.length === 0) return <p className="text-muted">{t.liveNone}</p>;
  const items = live.map((variable) => {
    const { name } = variable;
    if (draft.some((one) => one.name === name)) return { variable, note: t.waitingChange, buttons: [] };
    const buttons = [
      { text: t.change, label: t.changeOf(name), onPress: () => onChange(variable) },
      { text: t.remove, label: t.removeOf(name), onPress: () => onRemove(variable) },
    ];
    return { variable, buttons: maySet ? buttons : [] };
  });
  return <VariableList items={items} pending={pending} />;
}
