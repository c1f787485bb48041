'use client';

import { recogniseSecrets } from '@clawberth/core/screens';
import { Button } from '@/components/ui/button.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Select } from '@/components/ui/input.tsx';
import type { FoundSecret, Moves } from '@/features/paste-guard/paste-guard.tsx';
import { texts } from '@/texts/index.ts';
import type { PreviewLine } from './preview-lines.ts';

const t = texts.environment;

type Props = {
  line: PreviewLine;
  /** What the server said of it. */
  refused: string | undefined;
  moves: Moves;
  moved: boolean;
  onChoose: (chosen: boolean) => void;
  onKind: (secret: boolean) => void;
  onMove: (found: FoundSecret) => void;
};

/** One line of a read .env file: name, masked value, what it does, what is wrong with it. */
export function PreviewRow({ line, refused, moves, moved, onChoose, onKind, onMove }: Props) {
  const { entry, chosen, secret, mayBePlain, problem, twins, state } = line;
  const place = entry.place === 'variable' ? null : entry.place;
  const move = place && problem && !moved ? moves[place] : undefined;
  const found = place ? foundIn(entry.value, place) : null;
  const wrong = moved ? null : (refused ?? problem);
  const id = `line-${entry.line}`;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 py-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <input
        id={id}
        type="checkbox"
        checked={chosen}
        disabled={problem !== null}
        aria-label={t.file.take(entry.name || t.file.noName, entry.line)}
        aria-describedby={`${id}-about`}
        className="mt-0.5 size-4.5 accent-primary"
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="grid gap-1" id={`${id}-about`}>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <label htmlFor={id} className="font-mono text-small font-semibold break-all">
            {entry.name || t.file.noName}
          </label>
          {problem === null && (
            <Pill tone={state === 'same' ? 'quiet' : 'active'} small>
              {t.file.states[state]}
            </Pill>
          )}
          <span className="text-small text-muted">{t.file.line(entry.line)}</span>
        </p>
        <p className="text-small text-muted">
          <span aria-hidden className="font-mono">
            {entry.value === '' ? '' : '••••••••'}{' '}
          </span>
          {entry.value === '' ? t.file.noCharacters : t.file.characters([...entry.value].length)}
        </p>
        {wrong && <p className="text-small font-medium text-bad">{wrong}</p>}
        {moved && <p className="text-small text-good">{t.file.moved}</p>}
        {twins.length > 0 && problem === null && (
          <p className="text-small text-warn">
            {chosen ? t.file.twice(twins.join(', ')) : t.file.twin(twins.join(', '))}
          </p>
        )}
        {move && found && (
          <Button size="small" className="justify-self-start" onClick={() => onMove(found)}>
            {move.label(found)}
          </Button>
        )}
      </div>
      {chosen && mayBePlain && (
        <Select
          aria-label={t.file.kindOf(entry.name)}
          value={secret ? 'secret' : 'plain'}
          className="w-28 max-sm:col-start-2"
          onChange={(event) => onKind(event.target.value === 'secret')}
        >
          <option value="secret">{t.kinds.secret}</option>
          <option value="plain">{t.kinds.plain}</option>
        </Select>
      )}
    </li>
  );
}

/** What is to be carried: the key in the value, or the value whole where only its name tells what it is. */
function foundIn(value: string, place: FoundSecret['place']): FoundSecret {
  const found = recogniseSecrets(value).find((one) => one.place === place);
  if (found) return { ...found, value: value.slice(found.start, found.end) };
  return { start: 0, end: value.length, kind: 'unknown', label: '', place, value };
}
