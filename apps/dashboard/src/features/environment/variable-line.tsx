'use client';

import type { bot } from '@clawberth/core';
import type { ReactNode } from 'react';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { HiddenValue } from './hidden-value.tsx';

const t = texts.environment;

type Props = {
  variable: Wire<bot.VariableView>;
  /** What becomes of it, beside its name. */
  badge?: ReactNode;
  note?: string;
  /** What can be done with it. */
  children?: ReactNode;
};

/** One variable: its name, what may be seen of its value, who set it when. */
export function VariableLine({ variable, badge, note, children }: Props) {
  const { name, secret, value, fingerprint, setAt, setByName } = variable;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-mono text-small font-semibold break-all">{name}</span>
          {badge}
          <Pill tone="quiet" small>
            {secret ? t.kinds.secret : t.kinds.plain}
          </Pill>
        </p>
        {value !== null && <HiddenValue name={name} value={value} />}
        <p className="text-small text-muted">
          {value === null && fingerprint && (
            <>
              {t.fingerprint} <span className="font-mono">{fingerprint}</span> ·{' '}
            </>
          )}
          {t.setAt} <Time at={setAt} /> {setByName && t.by(setByName)}
        </p>
        {note && <p className="text-small text-muted">{note}</p>}
      </div>
      {children && <div className="flex shrink-0 flex-wrap gap-2">{children}</div>}
    </li>
  );
}
