import { request as ask } from 'node:http';
import type { Entrance } from '../list-entrances.ts';
import { DOORS } from '../rows/doors.ts';
import type { Carried, DoorRow } from '../rows/doors.ts';
import type { Side } from '../world/make-side.ts';
import type { Doors } from '../world/start-doors.ts';
import type { World } from '../world/start-world.ts';
import { readCarried } from '../world/read-carried.ts';
import type { Actor } from './actors.ts';
import { changedTables, digestOf, findTables } from './digest.ts';
import { findLeaks } from './find-leaks.ts';
import { readMarkers } from './markers.ts';
import { readAnswer } from './read-answer.ts';
import type { Answer } from './read-answer.ts';
import { readOwn } from './run-matrix.ts';
import type { Change, Exchange, Outcome, Result } from './run-matrix.ts';

/** Somebody at a door: what they carry, of which network they are, and which bot they ask for. */
type Visitor = { name: string; carried: Carried; from: string; asksFor: Side; member: boolean };

const FORGED: Carried = {
  token: 'A'.repeat(43),
  telegramToken: `7000000000:${'A'.repeat(35)}`,
  chat: `${Buffer.from('{"botId":"00000000-0000-4000-8000-000000000000"}').toString('base64url')}.AAAA`,
  logs: 'not.a.ticket',
};
const NOTHING: Carried = { token: '', telegramToken: '', chat: '', logs: '' };

/** Tries every door as every person of the matrix, who have no key but their cookie, and with keys of either organisation. */
export async function runDoors(run: {
  world: World;
  doors: Doors;
  entrances: readonly Entrance[];
  actors: readonly Actor[];
}): Promise<Result> {
  const startedAt = performance.now();
  const { world, doors, actors } = run;
  const { ours, theirs, keeper } = world;
  const watched = await findTables(keeper);
  const markers = await readMarkers(keeper, watched, world);
  const [own, foreign] = [await readCarried(ours), await readCarried(theirs)];
  const visitors: Visitor[] = [
    ...actors.map(({ name }) => ({ name, carried: NOTHING, from: ours.network.inside, asksFor: ours, member: false })),
    { name: 'forged', carried: FORGED, from: ours.network.inside, asksFor: ours, member: false },
    { name: 'wrong purpose', carried: swap(own), from: ours.network.inside, asksFor: ours, member: false },
    { name: 'own bot', carried: own, from: ours.network.inside, asksFor: ours, member: true },
    { name: 'own key, their bot', carried: own, from: ours.network.inside, asksFor: theirs, member: true },
    { name: 'their key, own network', carried: foreign, from: ours.network.inside, asksFor: ours, member: true },
  ];
  const exchanges: Exchange[] = [];
  const changes: Change[] = [];
  for (const { id } of run.entrances) {
    const row = DOORS[id];
    if (row === undefined) throw new Error(`The matrix has no row for "${id}".`);
    const before = await digestOf(keeper, watched, theirs);
    for (const visitor of visitors) {
      const cookie = actors.find(({ name }) => name === visitor.name)?.cookie ?? null;
      exchanges.push(await knock(doors.urlOf(id), id, row, visitor, cookie));
    }
    const tables = changedTables(before, await digestOf(keeper, watched, theirs));
    if (tables.length > 0) changes.push({ entrance: id, whose: 'theirs', tables });
  }
  const leaks = findLeaks(exchanges, markers, world, { judge: 'roles', own: await readOwn(world, watched) });
  const outcomes: Outcome[] = exchanges;
  const wrong = outcomes.filter(({ expected, answer }) => !expected.includes(answer));
  return { outcomes, wrong, leaks, changes, milliseconds: performance.now() - startedAt };
}

/** A ticket for the log opens no chat, and the other way round; a bot's two tokens do not stand in for each other. */
function swap({ token, telegramToken, chat, logs }: Carried): Carried {
  return { token: telegramToken, telegramToken: `7000000000:${token.slice(0, 35)}`, chat: logs, logs: chat };
}

async function knock(
  url: string,
  id: string,
  row: DoorRow,
  visitor: Visitor,
  cookie: string | null,
): Promise<Exchange> {
  const { name, carried, from, asksFor, member } = visitor;
  const call = row.call(asksFor.ids, carried);
  const headers = { ...call.headers, ...(cookie === null ? {} : { cookie }) };
  const { status, text } = await talk(url, { ...call, headers, from });
  const answer = readAnswer({ status, headers: new Headers(), text });
  return {
    entrance: id,
    actor: name,
    foreign: [],
    whose: 'theirs',
    expected: expectedAt(row, id, name),
    answer,
    status,
    by: { name: 'anonymous', role: member ? 'viewer' : null, cookie, address: from },
    sent: JSON.stringify({ ...call, headers }),
    received: text,
    row: { needs: 'machine', places: [], call: () => call },
  };
}

function expectedAt({ key }: DoorRow, id: string, visitor: string): readonly Answer[] {
  if (key === 'machine') return ['ok'];
  // The bot of the matrix speaks OpenAI's API: the other's paths are shut to it. Its Telegram has no such file.
  if (visitor === 'own bot' || (key === 'bot token' && visitor === 'own key, their bot'))
    return id.includes('/anthropic/') ? ['forbidden'] : id.endsWith('telegram file') ? ['not found'] : ['ok'];
  return ['signed out', 'forbidden', 'not found'];
}

/** One request from an address of loopback. */
function talk(
  url: string,
  {
    method,
    path,
    headers,
    body,
    from,
  }: { method: string; path: string; headers: Record<string, string>; body?: string; from: string },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = ask(
      `${url}${path}`,
      { method, headers, localAddress: from, agent: false, timeout: 20_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
