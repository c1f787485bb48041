'use client';

import { recogniseSecrets, type RecognisedSecret, type SecretPlace } from '@clawberth/core/screens';
import { useEffect, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { holdFocus } from '@/lib/hold-focus.ts';
import { texts } from '@/texts/index.ts';
import { cutOut } from './cut-out.ts';

const t = texts.pasteGuard;

export type FoundSecret = RecognisedSecret & { value: string };
/** Carries a secret to where it belongs, and says where that is. */
export type Move = { label: (found: RecognisedSecret) => string; run: (found: FoundSecret) => ReactElement | string };
export type Moves = Partial<Record<SecretPlace, Move>>;

type Props = {
  text: string;
  onChange: (text: string) => void;
  /** Who could read it where it stands. */
  readers: string;
  moves?: Moves;
};

/** Stands under a free text: tells at once of a key that was typed or pasted into it, and takes it out or where it belongs. */
export function PasteGuard({ text, onChange, readers, moves = {} }: Props) {
  const [kept, setKept] = useState<readonly string[]>([]);
  const [done, setDone] = useState<ReactNode>(null);
  const all = useMemo(
    () => recogniseSecrets(text).map((one) => ({ ...one, value: text.slice(one.start, one.end) })),
    [text],
  );
  const [found, ...more] = all.filter(({ value }) => !kept.includes(value));
  const value = found?.value;
  useEffect(() => {
    if (value !== undefined) setDone(null);
  }, [value]);
  if (found === undefined) return done && <Done>{done}</Done>;
  const unsure = found.kind === 'unknown';
  const move = unsure ? undefined : moves[found.place];
  function takeOut(words: ReactNode, secret: FoundSecret) {
    setDone(words);
    onChange(cutOut(text, secret));
  }
  return (
    <Notice tone={unsure ? 'warn' : 'bad'}>
      <p>
        <strong className="font-semibold">{unsure ? t.unsure : t.is(found.label)}</strong> {readers}
      </p>
      {more.length > 0 && <p className="text-small text-muted">{t.more(more.length)}</p>}
      <div className="mt-3 flex flex-wrap gap-2.5">
        {move && (
          <Button
            size="small"
            onMouseDown={holdFocus}
            variant="primary"
            onClick={() => takeOut(move.run(found), found)}
          >
            {move.label(found)}
          </Button>
        )}
        <Button size="small" onMouseDown={holdFocus} onClick={() => takeOut(t.takenOut, found)}>
          {t.takeOut}
        </Button>
        {unsure && (
          <Button size="small" onMouseDown={holdFocus} onClick={() => setKept([...kept, found.value])}>
            {t.keep}
          </Button>
        )}
      </div>
    </Notice>
  );
}

/** Takes the focus, which was on a button that has just gone. */
function Done({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <Notice tone="good">
        {children} <span className="block text-small text-muted">{t.seen}</span>
      </Notice>
    </div>
  );
}
