import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Rows } from '../row.ts';
import { changeWords, leakWords, wrongWords } from './words.ts';
import type { Outcome, Result } from './run-matrix.ts';

export type ModeResult = Result & { mode: string };

/** Writes what happened, entrance by entrance, as Markdown. */
export async function writeReport(file: string, modes: readonly ModeResult[], rows: Rows): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const [whole] = modes;
  const text = [
    '# Who gets in where',
    '',
    'Made by tests/authorisation from the build’s own list of pages, routes and server actions. Each cell: the answer with',
    'own ids, then after the bar the answers with a foreign organisation’s ids in any place.',
    '',
    '| mode | cases | wrong answers | leaks | rows changed | server errors | seconds |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...modes.map(summary),
    '',
    ...(whole === undefined ? [] : table(whole.outcomes, rows)),
    '',
    ...modes.flatMap(problems),
  ].join('\n');
  await writeFile(file, text);
}

function summary({ mode, outcomes, wrong, leaks, changes, milliseconds }: ModeResult): string {
  const errors = outcomes.filter(({ answer }) => answer === 'error').length;
  const cells = [
    mode,
    outcomes.length,
    wrong.length,
    leaks.length,
    changes.length,
    errors,
    (milliseconds / 1000).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

function table(outcomes: readonly Outcome[], rows: Rows): string[] {
  const actors = [...new Set(outcomes.map(({ actor }) => actor))];
  const entrances = [...new Set(outcomes.map(({ entrance }) => entrance))].toSorted();
  return [
    `| entrance | needs | ${actors.join(' | ')} |`,
    `| --- | --- |${actors.map(() => ' --- |').join('')}`,
    ...entrances.map((entrance) => {
      const cells = actors.map((actor) =>
        cell(outcomes.filter((one) => one.entrance === entrance && one.actor === actor)),
      );
      return `| ${entrance} | ${rows[entrance]?.needs ?? 'door'} | ${cells.join(' | ')} |`;
    }),
  ];
}

function cell(outcomes: readonly Outcome[]): string {
  const words = (some: readonly Outcome[]) => [...new Set(some.map(({ answer }) => answer))].join(', ');
  const own = words(outcomes.filter(({ foreign }) => foreign.length === 0));
  const foreign = words(outcomes.filter(({ foreign }) => foreign.length > 0));
  return foreign === '' ? own : `${own} ¦ ${foreign}`;
}

/** The proof that leaks are found finds thousands. */
const MOST_PROBLEMS = 40;

function problems({ mode, wrong, leaks, changes }: ModeResult): string[] {
  const lines = [...wrong.map(wrongWords), ...leaks.map(leakWords), ...changes.map(changeWords)];
  const rest = lines.length > MOST_PROBLEMS ? [`- and ${lines.length - MOST_PROBLEMS} more`] : [];
  return lines.length === 0
    ? []
    : [`## Found: ${mode}`, '', ...lines.slice(0, MOST_PROBLEMS).map((line) => `- ${line}`), ...rest, ''];
}
