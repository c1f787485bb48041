import { join } from 'node:path';
import { member } from '@clawberth/core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { REPO } from './world/repo.ts';
import { compareRows } from './compare-rows.ts';
import { listEntrances } from './list-entrances.ts';
import type { Entrance } from './list-entrances.ts';
import { MATRIX } from './matrix.ts';
import { makeActors } from './run/actors.ts';
import type { Actor } from './run/actors.ts';
import { uncheckedModulesIn } from './run/check-builds.ts';
import { runDoors } from './run/run-doors.ts';
import { runMatrix } from './run/run-matrix.ts';
import type { Judge, Result } from './run/run-matrix.ts';
import { changeWords, leakWords, wrongWords } from './run/words.ts';
import { wrongMethods } from './run/wrong-methods.ts';
import { writeReport } from './run/write-report.ts';
import type { ModeResult } from './run/write-report.ts';
import { buildUnchecked } from './world/build-unchecked.ts';
import { dropRowSecurity } from './world/row-security.ts';
import { BUILDS, startDashboard } from './world/start-dashboard.ts';
import { startDoors } from './world/start-doors.ts';
import type { Doors } from './world/start-doors.ts';
import type { RunningProcess } from './world/start-process.ts';
import { startWorld } from './world/start-world.ts';
import type { World } from './world/start-world.ts';

// Thousands of requests in each test: minutes, where the machine has more to do.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

// One world, and in it one mode after the other: what each has taken away stays away.
let world: World;
let doors: Doors;
let actors: Actor[];
let entrances: Entrance[];
const dashboards: Partial<Record<keyof typeof BUILDS, RunningProcess>> = {};
const results: ModeResult[] = [];

beforeAll(async () => {
  await buildUnchecked();
  entrances = await listEntrances(BUILDS.checked);
  world = await startWorld();
  doors = await startDoors(world);
  dashboards.checked = await startDashboard(world, doors, 'checked');
  dashboards.unchecked = await startDashboard(world, doors, 'unchecked');
  actors = await makeActors(dashboards.checked.url, world.ours, async (userId) => {
    await member.remove(world.ours.owner, { userId });
  });
});

afterAll(async () => {
  await writeReport(join(REPO, 'test-results/authorisation-matrix.md'), results, MATRIX);
  await Promise.all([dashboards.checked?.stop(), dashboards.unchecked?.stop()]);
  await doors?.stop();
  await world?.stop();
});

/** Tries every entrance of one of the two builds. Its actions have ids of its own, so it is asked for its own list. */
async function run(mode: string, build: keyof typeof BUILDS, judge: Judge, who = actors): Promise<Result> {
  const url = dashboards[build]?.url ?? '';
  const all = (await listEntrances(BUILDS[build])).filter(({ kind }) => kind !== 'door');
  // An earlier mode started the bots anew, and no worker is here to follow.
  await Promise.all([world.ours.settle(), world.theirs.settle()]);
  const result = await runMatrix({ world, url, entrances: all, rows: MATRIX, actors: who, judge });
  results.push({ mode, ...result });
  return result;
}

test('every way in has a row, and every row is of a way in', () => {
  expect(compareRows(entrances)).toEqual({ withoutRow: [], withoutEntrance: [] });
});

test('the build that ships has all of its checks, the other one none', async () => {
  expect(await uncheckedModulesIn('checked')).toEqual([]);
  expect(await uncheckedModulesIn('unchecked')).toHaveLength(3);
});

test('no route takes a method that it does not name', async () => {
  expect(await wrongMethods(dashboards.checked?.url ?? '', entrances, actors, world.ours)).toEqual([]);
});

// First, while the bots are as they were started: the actions of the other modes start them anew.
test('the doors of airlock and worker open to their own keys alone', async () => {
  const result = await runDoors({ world, doors, actors, entrances: entrances.filter(({ kind }) => kind === 'door') });
  results.push({ mode: 'doors', ...result });
  expect(problems(result)).toEqual([]);
});

test('whole: everybody gets exactly what the table of roles says, and nobody anything of another organisation', async () => {
  expect(problems(await run('whole', 'checked', 'roles'))).toEqual([]);
});

test('without the application’s checks row-level security alone lets nothing cross', async () => {
  expect(problems(await run('checks off', 'unchecked', 'tenants'))).toEqual([]);
});

test('without row-level security the application alone lets nothing cross', async () => {
  expect(await dropRowSecurity(world.tablesOwner)).toBeGreaterThan(15);
  expect(problems(await run('row-level security off', 'checked', 'roles'))).toEqual([]);
});

test('with neither of them the matrix finds leaks and changes: it can fail', async () => {
  const few = actors.filter(({ name }) => name === 'removed' || name === 'viewer');
  const { leaks, changes } = await run('both off (proof that leaks are found)', 'unchecked', 'tenants', few);
  expect(new Set(leaks.map(({ entrance }) => entrance)).size).toBeGreaterThan(10);
  expect(leaks.some(({ actor }) => actor === 'removed')).toBe(true);
  expect(changes.length).toBeGreaterThan(5);
});

/** Everything that is wrong, in words. */
function problems({ wrong, leaks, changes }: Result): string[] {
  return [...wrong.map(wrongWords), ...leaks.map(leakWords), ...changes.map(changeWords)];
}
