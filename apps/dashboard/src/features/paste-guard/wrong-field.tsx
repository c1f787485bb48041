'use client';

import { recogniseSecrets, type RecognisedSecret } from '@clawberth/core/screens';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { holdFocus } from '@/lib/hold-focus.ts';
import { texts } from '@/texts/index.ts';
import type { Moves } from './paste-guard.tsx';

const t = texts.pasteGuard;

type Props = {
  /** What stands in the masked field. */
  value: string;
  /** What the field is for, after "not": "a Telegram token". */
  wanted: string;
  fits: (found: RecognisedSecret) => boolean;
  moves: Moves;
  onEmpty: () => void;
};

/** Stands under a key's field: tells of a key for another field, and offers to put it there. */
export function WrongField({ value, wanted, fits, moves, onEmpty }: Props) {
  const found = recogniseSecrets(value.trim()).find(({ kind }) => kind !== 'unknown');
  if (found === undefined || fits(found)) return null;
  const move = moves[found.place];
  return (
    <Notice tone="warn">
      <p>{t.not(found.label, wanted)}</p>
      <div className="mt-3 flex flex-wrap gap-2.5">
        {move && (
          <Button
            size="small"
            onMouseDown={holdFocus}
            onClick={() => {
              onEmpty();
              move.run({ ...found, value: value.trim().slice(found.start, found.end) });
            }}
          >
            {move.label(found)}
          </Button>
        )}
        <Button size="small" onMouseDown={holdFocus} onClick={onEmpty}>
          {t.takeOut}
        </Button>
      </div>
    </Notice>
  );
}
