import type { Entrance } from '../list-entrances.ts';
import type { Ids, Place, Placed, Row, Rows } from '../row.ts';
import { PLACES } from '../row.ts';
import type { Side } from '../world/make-side.ts';
import type { World } from '../world/start-world.ts';
import { signInAnew } from './actors.ts';
import type { Actor } from './actors.ts';
import { changedTables, digestOf, findTables } from './digest.ts';
import type { Watched } from './digest.ts';
import { casesOf, expectedAnswers, hiddenCasesOf, isLetIn } from './expected.ts';
import { onlyItsPage } from './only-its-page.ts';
import { findLeaks } from './find-leaks.ts';
import type { Leak } from './find-leaks.ts';
import { readMarkers, readOwnTexts } from './markers.ts';
import type { Answer } from './read-answer.ts';
import { send } from './send.ts';

/** `roles`: every answer must be the matrix's. `tenants`: only what crosses from one organisation to another counts. */
export type Judge = 'roles' | 'tenants';

/** Whose ids stand at the foreign places: another organisation's, or those of a bot that a guest was not given. */
type Others = 'theirs' | 'hidden';

export type Outcome = {
  entrance: string;
  actor: string;
  foreign: readonly Place[];
  whose: Others;
  expected: readonly Answer[];
  answer: Answer;
  status: number;
};
/** An outcome with all that was sent and received. */
export type Exchange = Outcome & { by: Actor; sent: string; received: string; row: Row };
export type Change = { entrance: string; whose: Side['name']; tables: string[] };
export type Result = { outcomes: Outcome[]; wrong: Outcome[]; leaks: Leak[]; changes: Change[]; milliseconds: number };

type Run = {
  world: World;
  url: string;
  entrances: readonly Entrance[];
  rows: Rows;
  actors: readonly Actor[];
  judge: Judge;
};
type Try = { row: Row; entrance: Entrance; actor: Actor; foreign: Place[]; whose: Others; part: boolean };

const AT_ONCE = 6;
const PART_ANSWERS: readonly Answer[] = ['ok', 'moved', 'signed out', 'forbidden', 'not found'];

/** Tries every entrance as every actor with own and foreign ids at every place; first all that must be refused. */
export async function runMatrix(run: Run): Promise<Result> {
  const startedAt = performance.now();
  const { world, judge } = run;
  const watched = await findTables(world.keeper);
  const first = await readMarkers(world.keeper, watched, world);
  const exchanges: Exchange[] = [];
  const changes: Change[] = [];
  const tries = run.entrances.map((entrance) => triesOf(run, entrance));
  for (const all of tries) {
    const refused = all.filter((one) => !letIn(judge, one));
    exchanges.push(...(await guarded(run, watched, changes, ['ours', 'theirs'], refused)));
  }
  for (const all of tries) {
    const allowed = all.filter((one) => letIn(judge, one));
    exchanges.push(...(await guarded(run, watched, changes, ['theirs'], allowed)));
  }
  const last = await readMarkers(world.keeper, watched, world);
  const markers = { ours: first.ours.union(last.ours), theirs: first.theirs.union(last.theirs) };
  const leaks = findLeaks(exchanges, markers, world, { judge, own: await readOwn(world, watched) });
  const outcomes: Outcome[] = exchanges;
  const wrong = judge === 'roles' ? outcomes.filter(({ expected, answer }) => !expected.includes(answer)) : [];
  return { outcomes, wrong, leaks, changes, milliseconds: performance.now() - startedAt };
}

/** By the name of each person of ours, what is their own. */
export async function readOwn({ keeper, ours }: World, watched: Watched): Promise<Map<string, Set<string>>> {
  const own = new Map<string, Set<string>>();
  for (const [name, { userId }] of Object.entries(ours.people))
    own.set(name, await readOwnTexts(keeper, watched, userId));
  return own;
}

function triesOf({ rows, actors, judge }: Run, entrance: Entrance): Try[] {
  const row = rows[entrance.id];
  if (row === undefined) throw new Error(`The matrix has no row for "${entrance.id}".`);
  const all = actors.flatMap((actor): Try[] => [
    ...casesOf(row, actor).map((foreign): Try => ({ row, entrance, actor, foreign, whose: 'theirs', part: false })),
    ...partsOf(entrance, row, actor),
    ...hiddenCasesOf(row, actor).map((foreign): Try => ({
      row,
      entrance,
      actor,
      foreign,
      whose: 'hidden',
      part: false,
    })),
  ]);
  // What members may do in their own organisation is no question of tenancy.
  return judge === 'roles'
    ? all
    : all.filter(({ actor, foreign }) => actor.role === null || foreign.some((place) => place !== 'page'));
}

/** A page can be asked for without the layouts around it, as the browser does on its way from a neighbour. */
function partsOf(entrance: Entrance, row: Row, actor: Actor): Try[] {
  if (entrance.kind !== 'page' || !row.places.includes('path')) return [];
  return casesOf(row, actor).map((foreign) => ({ row, entrance, actor, foreign, whose: 'theirs', part: true }));
}

/** Without the application's checks a member's own calls are all let in: only strangers' must change nothing of ours. */
function letIn(judge: Judge, { row, actor, foreign }: Try): boolean {
  return judge === 'roles'
    ? isLetIn(row, actor, foreign)
    : actor.role !== null || row.needs === 'public' || row.needs === 'signed-in';
}

/** Sends the tries and compares the rows of the organisations that none of them may change. */
async function guarded(
  run: Run,
  watched: Watched,
  changes: Change[],
  whose: readonly Side['name'][],
  tries: readonly Try[],
): Promise<Exchange[]> {
  if (tries.length === 0) return [];
  const { keeper } = run.world;
  const digests = async () => {
    const all = [];
    for (const name of whose) all.push(await digestOf(keeper, watched, run.world[name]));
    return all;
  };
  const before = await digests();
  const alone = tries.some(
    ({ row }) => row.usesUp !== undefined || row.endsSession !== undefined || row.endsMembership === true,
  );
  const exchanges = await inTurns(tries, alone ? 1 : AT_ONCE, (one) => exchange(run, one));
  const after = await digests();
  for (const [index, name] of whose.entries()) {
    const tables = changedTables(before[index] ?? new Map(), after[index] ?? new Map());
    if (tables.length > 0) changes.push({ entrance: tries[0]?.entrance.id ?? '', whose: name, tables });
  }
  return exchanges;
}

async function exchange(
  { world, url, judge }: Run,
  { row, entrance, actor, foreign, whose, part }: Try,
): Promise<Exchange> {
  const usesUp = row.usesUp !== undefined && judge === 'roles' && isLetIn(row, actor, foreign);
  const own = usesUp ? await world.ours.fresh(row.usesUp ?? []) : world.ours.ids;
  const others = whose === 'theirs' ? world.theirs.ids : world.ours.hidden;
  const whole = row.call(place(own, others, foreign), world.make);
  const call = part ? onlyItsPage(whole) : whole;
  const by = row.endsSession === undefined ? actor : await signInAnew(url, actor, world.ours);
  const reply = await send(url, by, call, entrance.kind === 'action' ? entrance.actionId : undefined);
  if (row.endsSession === 'all') actor.cookie = (await signInAnew(url, actor, world.ours)).cookie;
  const left = row.endsMembership === true && isLetIn(row, actor, foreign);
  if (left && actor.role !== null && actor.role !== 'support') await world.ours.rejoin(actor.role);
  // Support staff go on with a visit.
  if (usesUp && row.usesUp?.includes('visit')) await world.ours.fresh(['visit']);
  return {
    entrance: entrance.id,
    actor: actor.name,
    foreign,
    whose,
    // A page alone may have nothing to show, and say so with a page: what counts is what it shows.
    expected: part ? PART_ANSWERS : expectedAnswers(row, actor, foreign),
    answer: reply.answer,
    status: reply.status,
    by,
    sent: JSON.stringify(call),
    received: reply.everything,
    row,
  };
}

function place(own: Ids, others: Ids, foreign: readonly Place[]): Placed {
  return Object.fromEntries(PLACES.map((one) => [one, foreign.includes(one) ? others : own])) as Placed;
}

/** Runs `work` for all, so many at once, and gives the results in order. */
async function inTurns<T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let index = 0; index < all.length; index += atOnce) {
    results.push(...(await Promise.all(all.slice(index, index + atOnce).map(work))));
  }
  return results;
}
