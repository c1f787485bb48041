import {
  variableNameProblem,
  variableValueProblem,
  type EnvFileEntry,
  type EnvironmentView,
} from '@clawberth/core/screens';
import type { Wire } from '../../wire.ts';

export type PreviewLine = {
  entry: EnvFileEntry;
  chosen: boolean;
  secret: boolean;
  /** Whether its kind may be chosen: what looks like a secret stays one. */
  mayBePlain: boolean;
  /** What must be put right before it can be taken; null for a good one. Another line of its name is no such problem. */
  problem: string | null;
  /** Other lines with the same name. */
  twins: number[];
  state: 'new' | 'changes' | 'same' | 'replaces' | 'draft';
};

/** What a read .env file would do to the environment, line by line. Secret unless known as plain; a name that stands twice waits. */
export function previewLines(entries: readonly EnvFileEntry[], environment: Wire<EnvironmentView>): PreviewLine[] {
  return entries.map((entry) => {
    const { name, value, line, place } = entry;
    const twins = name === '' ? [] : entries.filter((other) => other.name === name && other.line !== line);
    const own = twins.length === 0 ? entry.problem : problemAlone(entry);
    const known = [...environment.draft, ...environment.live].find((variable) => variable.name === name);
    const mayBePlain = place !== 'variable' && variableValueProblem({ name, value, secret: false }) === null;
    return {
      entry,
      chosen: own === null && twins.length === 0,
      secret: !(known?.secret === false && mayBePlain),
      mayBePlain,
      problem: own,
      twins: twins.map((twin) => twin.line),
      state: stateOf(entry, environment),
    };
  });
}

/** The lines with this one taken or left; of those with the same name one at most is taken. */
export function chooseLine(lines: readonly PreviewLine[], line: number, chosen: boolean): PreviewLine[] {
  const name = lines.find(({ entry }) => entry.line === line)?.entry.name;
  return lines.map((one) => {
    if (one.entry.line === line) return { ...one, chosen };
    return chosen && one.entry.name === name ? { ...one, chosen: false } : one;
  });
}

/** A line that stands twice hides what else is wrong with it. */
function problemAlone({ name, value, problem, place }: EnvFileEntry): string | null {
  if (place !== null && place !== 'variable') return problem;
  return (variableNameProblem(name) ?? variableValueProblem({ name, value, secret: true }))?.message ?? null;
}

function stateOf({ name, value }: EnvFileEntry, { live, draft }: Wire<EnvironmentView>): PreviewLine['state'] {
  const drafted = draft.find((variable) => variable.name === name);
  if (drafted !== undefined) return !drafted.secret && drafted.value === value ? 'same' : 'draft';
  const known = live.find((variable) => variable.name === name);
  if (known === undefined) return 'new';
  if (known.secret || known.value === null) return 'replaces';
  return known.value === value ? 'same' : 'changes';
}
