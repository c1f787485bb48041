import { readFile } from 'node:fs/promises';
import { botVolumes, insideSandboxes } from './places/sandbox.ts';
import { checkpointFiles, logFiles, runFiles, temporaryFiles } from './places/folders.ts';
import { containersOf, dockerInspect, dockerLogs } from './places/docker.ts';
import { asPostgres, databaseDump, databaseFiles } from './places/database.ts';
import { hostProcesses } from './places/processes.ts';
import { redisHolds } from './places/redis.ts';
import { sample, type Sample } from './places/sample.ts';
import { PLAIN_VARIABLE } from './plant/environment.ts';
import type { Answer } from './record-answers.ts';
import type { Scene } from './scene.ts';
import { control, needlesOf, searchPlace, type Control, type Place, type Searched } from './search-place.ts';

type Extra = { heardByRedis: Buffer; temporaryMarker: string };

/** Searches every place of the instance, one after the other. */
export async function searchEverywhere(scene: Scene, extra: Extra): Promise<Searched[]> {
  const needles = needlesOf(scene.flock);
  const searched: Searched[] = [];
  for (const place of await placesOf(scene, extra)) searched.push(await searchPlace(scene.flock, needles, place));
  return searched;
}

async function placesOf(scene: Scene, { heardByRedis, temporaryMarker }: Extra): Promise<Place[]> {
  const { instance, marker, botId } = scene;
  const containerIds = (await containersOf(instance)).map(({ Id }) => Id);
  const bot = control('the bot’s id', botId);
  const word = control('the marker', marker);
  const pid = (await readFile(`${instance.home}/run/worker.pid`, 'utf8')).trim();
  const answers = scene.recorder.answers();
  const of = (test: (one: Answer) => boolean) => () => answers.filter(test).flatMap(samplesOf);
  const isLetter = ({ url }: Answer) => url.includes('/dev/mailbox');
  const isExport = ({ url }: Answer) => url.includes('/audit/export');
  const isError = ({ status }: Answer) => status >= 400;
  const byHand = (bad: boolean) => scene.byHand.filter(({ status }) => status >= 400 === bad).map((one) => one.sample);
  return [
    {
      name: 'database dump',
      samples: () => databaseDump(instance),
      controls: [word, bot, await sealedControl(scene)],
    },
    { name: 'database files', samples: () => databaseFiles(instance), controls: [word] },
    { name: 'Redis', samples: () => redisHolds(instance), controls: [word] },
    { name: 'Redis, listened to', samples: () => [sample('MONITOR', heardByRedis)], controls: [word, bot] },
    {
      name: 'logs',
      samples: () => both(logFiles(instance), scene.ownLog),
      controls: [
        bot,
        ...['airlock', 'worker', 'dashboard', 'postgres', 'redis'].map((one) =>
          control(`${instance.home}/logs/${one}.log`),
        ),
      ],
    },
    {
      name: 'checkpoint files',
      samples: () => checkpointFiles(instance),
      controls: [control('a checkpoint', `${instance.home}/audit-checkpoints/`)],
    },
    {
      name: 'pid files',
      samples: () => runFiles(instance),
      controls: [control('the worker’s pid', `${instance.home}/run/worker.pid\n${pid}`)],
    },
    {
      name: 'temporary files',
      samples: () => temporaryFiles(scene.since),
      controls: [control('a marked file', temporaryMarker)],
    },
    {
      name: 'environments and command lines',
      samples: () => hostProcesses(instance, containerIds),
      controls: [
        ...['airlock', 'worker', 'dashboard'].map((one) => control(`CLAWBERTH_PROCESS=${instance.name}/${one}`)),
        ...['infra/local/start.mjs', 'postgres', 'redis-server', 'runsc-sandbox'].map((one) => control(one)),
      ],
    },
    { name: 'docker inspect', samples: () => dockerInspect(instance), controls: [bot, control('an image', 'RootFS')] },
    {
      name: 'docker logs',
      samples: () => dockerLogs(instance),
      controls: [bot, control('its config', 'config.v2.json')],
    },
    {
      name: 'inside the sandboxes',
      samples: () => insideSandboxes(instance),
      controls: [control('a variable', `${PLAIN_VARIABLE}=${marker}`), control('an inner token', scene.airlockToken)],
    },
    { name: 'bots’ volumes', samples: () => botVolumes(instance), controls: [bot] },
    {
      name: 'answers',
      samples: () => [...of((one) => !isLetter(one) && !isExport(one) && !isError(one))(), ...byHand(false)],
      controls: [word, control('a stream', 'text/event-stream'), control('a redirect', 'ocation')],
    },
    {
      name: 'error pages',
      samples: () => [...of(isError)(), ...byHand(true)],
      controls: [control('There is nothing here')],
    },
    { name: 'audit exports', samples: of(isExport), controls: [bot, control('text/csv'), control('ndjson')] },
    { name: 'letters', samples: of(isLetter), controls: [word] },
    {
      name: 'browser storage',
      samples: () => scene.storage,
      controls: ['local', 'session', 'indexed'].map((kind) => control(`${kind} ${marker}`)),
    },
    { name: 'browser documents', samples: () => scene.documents, controls: [bot] },
    { name: 'browser history', samples: () => scene.history, controls: [bot] },
  ];
}

/** Sealed bytes as the database has them: they are found only where bytea is decoded. */
async function sealedControl({ instance, botId }: Scene): Promise<Control> {
  const sql = `select encode("sealedValue", 'hex') from "BotSecret" where "botId" = '${botId}' limit 1`;
  const hex = (await asPostgres(instance, 'psql', ['-X', '-A', '-t', '-d', 'clawberth', '-c', sql])).toString().trim();
  return control('a sealed value', Buffer.from(hex, 'hex'));
}

async function* both(first: AsyncIterable<Sample>, second: Iterable<Sample>): AsyncGenerator<Sample> {
  yield* first;
  yield* second;
}

function samplesOf({ method, url, status, head, body }: Answer): Sample[] {
  const where = `${method} ${new URL(url).pathname}, ${status}`;
  const lines = head.split('\n');
  const cookies = lines.filter((_, at) => lines[at - 1]?.toLowerCase() === 'set-cookie');
  const rest = lines.filter((_, at) => lines[at - 1]?.toLowerCase() !== 'set-cookie');
  return [
    sample(`${where}, head`, rest.join('\n')),
    ...cookies.map((one) => sample(`${where}, set-cookie`, one)),
    sample(where, body()),
  ];
}
