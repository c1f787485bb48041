'use client';

import { useDeferredValue, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { filterLines, LOG_FILTER_LEVELS, type LogFilterLevel } from './filter-lines.ts';
import { LogList } from './log-list.tsx';
import { useLogLines } from './use-log-lines.ts';

const t = texts.bot.logs;

/** The live log with its filter. */
export function LogView() {
  const bot = useBot();
  const { slug } = useOrganisation();
  const running = bot.desiredState === 'running' && bot.observedState !== 'none';
  const { lines, status } = useLogLines(`/api/o/${slug}/bots/${bot.id}/logs`, running);
  const [words, setWords] = useState('');
  const [level, setLevel] = useState<LogFilterLevel>('all');
  const [follow, setFollow] = useState(true);
  const shown = filterLines(lines, useDeferredValue(words), level);
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-muted">{t.lead}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="flex-1 basis-56">
          <Field label={t.filter}>
            {(control) => (
              <Input
                type="search"
                placeholder={t.filterPlaceholder}
                value={words}
                onChange={(event) => setWords(event.target.value)}
                {...control}
              />
            )}
          </Field>
        </div>
        <div className="w-52 max-sm:w-full">
          <Field label={t.level}>
            {(control) => (
              <Select value={level} onChange={(event) => setLevel(event.target.value as LogFilterLevel)} {...control}>
                {LOG_FILTER_LEVELS.map((value) => (
                  <option key={value} value={value}>
                    {t.levels[value]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <label className="flex h-11 cursor-pointer items-center gap-2 font-medium">
          <input
            type="checkbox"
            className="size-4.5 accent-primary"
            checked={follow}
            onChange={(event) => setFollow(event.target.checked)}
          />
          {t.follow}
        </label>
        <div className="flex h-11 items-center">
          <CopyButton
            label={t.copy}
            text={() => shown.map((line) => `${line.at} ${line.level} ${line.text}`).join('\n')}
          />
        </div>
      </div>
      {!running && <Notice>{t.notRunning}</Notice>}
      {running && status === 'lost' && <Notice tone="warn">{t.lost}</Notice>}
      <LogList
        lines={shown}
        follow={follow}
        onLeaveEnd={() => setFollow(false)}
        empty={emptyText(running, status === 'connecting', lines.length > 0)}
      />
    </div>
  );
}

function emptyText(running: boolean, connecting: boolean, filtered: boolean): string {
  if (filtered) return t.noneMatch;
  return running && connecting ? t.connecting : t.none;
}
