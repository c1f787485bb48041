'use client';

import type { bot } from '@clawberth/core';
import type { EnvFileEntry } from '@clawberth/core/screens';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useBotMoves } from '@/features/paste-guard/use-bot-moves.tsx';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { chooseLine, previewLines } from './preview-lines.ts';
import { PreviewRow } from './preview-row.tsx';

const t = texts.environment.file;

type Change = { name: string; secret: boolean; value: string };
type Props = {
  entries: readonly EnvFileEntry[];
  /** What is wrong with the file as a whole. */
  problem: string | null;
  environment: Wire<bot.EnvironmentView>;
  pending: boolean;
  onSubmit: (changes: Change[]) => Promise<ActionResult<unknown> | null>;
  onOther: () => void;
  onCancel: () => void;
};

/** Everything that was read, to be looked over before any of it is sent. Values stay in memory and are masked. */
export function EnvPreview({ entries, problem, environment, pending, onSubmit, onOther, onCancel }: Props) {
  const [lines, setLines] = useState(() => previewLines(entries, environment));
  const [moved, setMoved] = useState<readonly number[]>([]);
  const [refused, setRefused] = useState<{ fields: Record<string, string>; lines: readonly number[] }>();
  const [error, setError] = useState<string | null>(problem);
  const heading = useRef<HTMLHeadingElement>(null);
  const moves = useBotMoves({ onKeys: true });
  useEffect(() => heading.current?.focus(), []);
  const chosen = lines.filter((line) => line.chosen);

  async function submit() {
    if (chosen.length === 0) return setError(t.none);
    setError(null);
    const result = await onSubmit(
      chosen.map(({ entry, secret }) => ({ name: entry.name, secret, value: entry.value })),
    );
    if (result === null || result.ok) return;
    setRefused({ fields: result.fields, lines: chosen.map(({ entry }) => entry.line) });
    setError(result.fields['changes'] ?? result.message);
  }
  function refusalOf(line: number): string | undefined {
    const index = refused?.lines.indexOf(line) ?? -1;
    return refused?.fields[`changes.${index}.name`] ?? refused?.fields[`changes.${index}.value`];
  }
  return (
    <div className="grid gap-3">
      <h4 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {t.preview}: {t.found(entries.length)}
      </h4>
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <PreviewRow
            key={line.entry.line}
            line={line}
            refused={refusalOf(line.entry.line)}
            moves={moves}
            moved={moved.includes(line.entry.line)}
            onChoose={(taken) => setLines(chooseLine(lines, line.entry.line, taken))}
            onKind={(secret) => setLines(lines.map((one) => (one === line ? { ...one, secret } : one)))}
            onMove={(found) => {
              moves[found.place]?.run(found);
              setMoved([...moved, line.entry.line]);
            }}
          />
        ))}
      </ul>
      {error && <Notice tone="bad">{error}</Notice>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onCancel} disabled={pending}>
          {texts.common.cancel}
        </Button>
        <Button onClick={onOther} disabled={pending}>
          {t.other}
        </Button>
        <Button variant="primary" pending={pending} onClick={() => void submit()}>
          {t.keep(chosen.length)}
        </Button>
      </div>
    </div>
  );
}
