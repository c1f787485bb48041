import { processName } from '../../src/keys/list-processes.ts';
import type { KeyStatusReport } from '../../src/keys/index.ts';

const DAY_MS = 86_400_000;
const AGES = [30, 90, 365] as const;
const day = (date: Date) => date.toISOString().slice(0, 10);
const count = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;

/** How it stands with the keys, in plain words. */
export function describeStatus(
  status: KeyStatusReport,
  { backupsDays, now }: { backupsDays: number; now: Date },
): string {
  return [
    'Master keys',
    ...masterLines(status, { backupsDays, now }),
    '',
    `Data keys of ${count(status.organisations, 'organisation')}`,
    ...dataLines(status, { backupsDays, now }),
    '',
    'Processes (derivations: how often one has derived a key since it started; it must not grow after that)',
    ...processLines(status),
  ].join('\n');
}

function masterLines({ masterKeys, processes }: KeyStatusReport, clock: { backupsDays: number; now: Date }): string[] {
  return masterKeys.map((key) => {
    const origin = key.keyName ?? (key.provider === 'pbkdf2' ? 'secret file' : key.provider);
    const missing = processes.filter(({ masterKeys: has }) => !has.includes(key.version)).map(processName);
    const parts = [
      `  ${key.version}  ${WORDS[key.status]}, made ${day(key.createdAt)}, ${origin}, ${count(key.dataKeys, 'data key')} under it`,
      ...(key.status === 'pending' ? ['rotate-master goes on with it, cancel-master gives it up'] : []),
      ...(key.status === 'retired' && key.emptiedAt === null ? ['rotate-master goes on moving its data keys'] : []),
      ...(key.emptiedAt === null ? [] : [mayGo(key.emptiedAt, clock)]),
      ...(key.problem === null ? [] : [`does not open here: ${key.problem}`]),
      ...(key.emptiedAt !== null || missing.length === 0 ? [] : [`missing in ${missing.join(', ')}`]),
    ];
    return parts.join('; ');
  });
}

const WORDS = { pending: 'not used yet', primary: 'in use', retired: 'retired' } as const;

function dataLines({ dataKeys, behind }: KeyStatusReport, clock: { backupsDays: number; now: Date }): string[] {
  const primary = dataKeys.filter(({ status }) => status === 'primary');
  const retired = dataKeys.filter(({ status, emptiedAt }) => status === 'retired' && emptiedAt === null);
  const empty = dataKeys.flatMap(({ emptiedAt }) => (emptiedAt === null ? [] : [emptiedAt]));
  const ready = empty.filter((at) => isDue(at, clock));
  const next = empty.filter((at) => !isDue(at, clock)).sort((a, b) => a.getTime() - b.getTime())[0];
  const ages = AGES.map((days) => {
    const older = primary.filter(({ createdAt }) => createdAt.getTime() < clock.now.getTime() - days * DAY_MS);
    return `${older.length.toLocaleString('en')} older than ${days} days`;
  });
  const left = [...behind].map(([table, rows]) => `${table} ${rows.toLocaleString('en')}`);
  return [
    `  ${count(primary.length, 'key')} in use: ${ages.join(', ')}`,
    `  ${count(retired.length, 'retired key')} still needed; values under retired keys: ${left.length === 0 ? 'none' : left.join(', ')}`,
    ...(retired.length === 0 ? [] : ['  rotate-data goes on moving them']),
    `  ${count(empty.length, 'empty key')}, of which destroy may delete ${ready.length.toLocaleString('en')} now` +
      (next === undefined ? '' : `, the next ${mayGo(next, clock)}`),
  ];
}

function processLines({ processes }: KeyStatusReport): string[] {
  if (processes.length === 0) return ['  none was heard of in the last 30 seconds'];
  return processes.map(
    (each) =>
      `  ${processName(each)}: master keys ${each.masterKeys.join(', ') || 'none'}; ${count(each.pbkdf2Calls, 'derivation')}`,
  );
}

const dueAt = (emptiedAt: Date, backupsDays: number) => new Date(emptiedAt.getTime() + backupsDays * DAY_MS);
const isDue = (emptiedAt: Date, { backupsDays, now }: { backupsDays: number; now: Date }) =>
  dueAt(emptiedAt, backupsDays) < now;

function mayGo(emptiedAt: Date, clock: { backupsDays: number; now: Date }): string {
  const due = dueAt(emptiedAt, clock.backupsDays);
  if (isDue(emptiedAt, clock)) return `empty since ${day(emptiedAt)}, destroy may delete it now`;
  return `empty since ${day(emptiedAt)}, needed by backups until ${day(due)} (kept ${count(clock.backupsDays, 'day')})`;
}
