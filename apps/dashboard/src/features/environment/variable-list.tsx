'use client';

import type { bot } from '@clawberth/core';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import type { Wire } from '@/wire.ts';
import { VariableLine } from './variable-line.tsx';

export type Variable = Wire<bot.VariableView>;
export type VariableButton = {
  text: string;
  /** The same, with the variable's name, for whoever hears the buttons one by one. */
  label: string;
  onPress: () => void;
};
type Item = { variable: Variable; badge?: ReactNode; note?: string; buttons: VariableButton[] };

/** Variables, each on a line with its buttons. */
export function VariableList({ items, pending }: { items: Item[]; pending: boolean }) {
  return (
    <ul className="divide-y divide-line">
      {items.map(({ buttons, ...line }) => (
        <VariableLine key={line.variable.name} {...line}>
          {buttons.length > 0 &&
            buttons.map(({ text, label, onPress }) => (
              <Button key={text} size="small" aria-label={label} disabled={pending} onClick={onPress}>
                {text}
              </Button>
            ))}
        </VariableLine>
      ))}
    </ul>
  );
}
