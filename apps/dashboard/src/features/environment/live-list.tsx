'use client';

import type { bot } from '@clawberth/core';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { VariableButton } from './variable-button.tsx';
import { VariableLine } from './variable-line.tsx';

const t = texts.environment;
type Variable = Wire<bot.VariableView>;

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
  return (
    <ul className="divide-y divide-line">
      {live.map((variable) => {
        const { name } = variable;
        const waits = draft.some((one) => one.name === name);
        return (
          <VariableLine key={name} variable={variable} {...(waits ? { note: t.waitingChange } : {})}>
            {maySet && !waits && (
              <>
                <VariableButton
                  text={t.change}
                  label={t.changeOf(name)}
                  pending={pending}
                  onPress={() => onChange(variable)}
                />
                <VariableButton
                  text={t.remove}
                  label={t.removeOf(name)}
                  pending={pending}
                  onPress={() => onRemove(variable)}
                />
              </>
            )}
          </VariableLine>
        );
      })}
    </ul>
  );
}
