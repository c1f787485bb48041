// @ts-check
// node infra/images/try-compose.mjs: builds the images, runs docker-compose.yml as an instance of its own until everything is
// healthy and the worker could start sandboxes, and takes it all away again. Exit code 1 with the logs of what is sick.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../local/lib/paths.mjs';
import { Problem } from '../local/lib/problem.mjs';
import { report } from '../local/lib/report.mjs';
import { run, runOrFail } from '../local/lib/run-command.mjs';
import { say, sayWhile } from '../local/lib/say.mjs';
import { waitFor } from '../local/lib/wait-for.mjs';
import { buildImages } from './build.mjs';
import { dropFirewall } from './drop-firewall.mjs';
import { makeSecrets } from './make-secrets.mjs';

const healthyWithinMs = 240_000;
/** A process may lose a race against its neighbours once. */
const mostRestarts = 3;
const services = ['postgres', 'redis', 'airlock', 'worker', 'dashboard'];

const instance = `t${randomBytes(3).toString('hex')}`;
const tag = `try-${instance}`;
const folder = await mkdtemp(join(tmpdir(), 'clawberth-compose-'));
const [dashboard, postgres, redis, bots, inbound, health] = await freePorts(6);
const environment = {
  COMPOSE_PROJECT_NAME: `clawberth-${instance}`,
  CLAWBERTH_INSTANCE: instance,
  CLAWBERTH_SECRETS: join(folder, 'secrets'),
  CLAWBERTH_TAG: tag,
  POSTGRES_IMAGE: `clawberth-postgres:${tag}`,
  REDIS_IMAGE: `clawberth-redis:${tag}`,
  BOT_IMAGE: `clawberth-bot:${tag}`,
  CLAWBERTH_URL: `http://localhost:${dashboard}`,
  CLAWBERTH_DASHBOARD_PORT: `${dashboard}`,
  CLAWBERTH_POSTGRES_PORT: `${postgres}`,
  CLAWBERTH_REDIS_PORT: `${redis}`,
  CLAWBERTH_AIRLOCK_BOT_PORT: `${bots}`,
  CLAWBERTH_AIRLOCK_INBOUND_PORT: `${inbound}`,
  CLAWBERTH_WORKER_PORT: `${health}`,
};
let composeProgram = ['docker-compose'];
let interrupted = false;
process.once('SIGINT', () => (interrupted = true));
process.once('SIGTERM', () => (interrupted = true));

try {
  if ((await run('docker', ['compose', 'version'])).code === 0) composeProgram = ['docker', 'compose'];
  await buildImages(tag);
  makeSecrets(environment.CLAWBERTH_SECRETS, { postgresPort: Number(postgres), redisPort: Number(redis) });
  await sayWhile('Starting the containers', up);
  await sayWhile('Waiting until every service is healthy', allHealthy);
  await checkDashboard();
  await checkWorker();
  await checkRerun();
  say('✓ docker-compose.yml works on this machine');
} catch (error) {
  process.exitCode = report(error);
} finally {
  await sayWhile('Taking it all away', takeAway);
}

async function up() {
  if (interrupted) throw new Problem('Interrupted.', '');
  const { code, stdout, stderr } = await compose('up', '-d');
  if (code !== 0)
    throw new Problem(`docker-compose up failed.\n${stdout}\n${stderr}\n${await logsOf(['migrate', ...services])}`, '');
}

async function allHealthy() {
  const deadline = performance.now() + healthyWithinMs;
  for (;;) {
    const states = await Promise.all(services.map(async (service) => ({ service, state: await healthOf(service) })));
    const sick = states.filter(({ state }) => state !== 'healthy');
    if (sick.length === 0) return;
    if (interrupted) throw new Problem('Interrupted.', '');
    if (performance.now() > deadline || sick.some(({ state }) => ['unhealthy', 'crashing', 'gone'].includes(state))) {
      const names = sick.map(({ service, state }) => `${service} is ${state}`).join(', ');
      throw new Problem(`${names}\n${await logsOf(sick.map(({ service }) => service))}`, '');
    }
    await sleep(500);
  }
}

/** @param {string} service */
async function healthOf(service) {
  const id = (await compose('ps', '-q', service)).stdout.trim();
  if (id === '') return 'gone';
  const { stdout } = await run('docker', ['inspect', '--format', '{{.RestartCount}} {{.State.Health.Status}}', id]);
  const [restarts = '', state = 'gone'] = stdout.trim().split(' ');
  return Number(restarts) >= mostRestarts ? 'crashing' : state;
}

async function checkDashboard() {
  const answer = await fetch(`http://127.0.0.1:${dashboard}/sign-in`, { redirect: 'manual' });
  const page = await answer.text();
  if (answer.status !== 200 || !page.includes('</html>'))
    throw new Problem(`The sign-in page answered ${answer.status}.\n${await logsOf(['dashboard'])}`, '');
  const script = /src="(\/_next\/static\/[^"]+\.js)/.exec(page)?.[1];
  const asset = script && (await fetch(`http://127.0.0.1:${dashboard}${script}`));
  if (!asset || asset.status !== 200) throw new Problem(`The sign-in page's script ${script ?? ''} is missing.`, '');
}

/** Healthy means that the worker itself is well; here the machine must be able to start sandboxes too. */
async function checkWorker() {
  /** @type {unknown} */
  let last;
  const ready = waitFor(
    'The worker finding gVisor, the firewall and the bot image',
    async () => {
      const answer = await fetch(`http://127.0.0.1:${health}/healthz`);
      last = await answer.json();
      const {
        ok,
        redis: doorbell,
        runtime,
      } = /** @type {{ok: boolean, redis: boolean, runtime: {ready: boolean}}} */ (last);
      return ok && doorbell && runtime.ready;
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
  await ready.catch(async (error) => {
    throw new Problem(
      `${error.message}\nIt says: ${JSON.stringify(last)}\n${await logsOf(['worker'])}`,
      'npm run doctor says what this machine lacks.',
    );
  });
  const rules = await runOrFail('iptables', ['--wait', '10', '-S']);
  if (!rules.includes(`-N CLAWBERTH-${instance}`))
    throw new Problem('The worker says that it is ready, but its firewall rules are not on the host.', '');
}

/** The migrations of a database that has them end well, as at every later "up". */
async function checkRerun() {
  const { code, stdout, stderr } = await compose('run', '--rm', '--no-deps', 'migrate');
  if (code !== 0 || !stdout.includes('up to date'))
    throw new Problem(`The migrations did not end well the second time.\n${stdout}\n${stderr}`, '');
}

/** @param {string[]} names */
async function logsOf(names) {
  const { stdout, stderr } = await compose('logs', '--no-color', '--tail', '60', ...names);
  return `${stdout}\n${stderr}`.trim();
}

async function takeAway() {
  const down = await compose('down', '--volumes', '--remove-orphans', '--timeout', '30');
  if (down.code !== 0) process.exitCode = report(new Problem(`docker-compose down failed.\n${down.stderr}`, ''));
  const label = `label=clawberth.instance=${instance}`;
  const left = (await run('docker', ['ps', '-aq', '--filter', label])).stdout.split('\n').filter(Boolean);
  if (left.length > 0) await run('docker', ['rm', '-fv', ...left]);
  for (const kind of ['network', 'volume']) {
    const names = (await run('docker', [kind, 'ls', '-q', '--filter', label])).stdout.split('\n').filter(Boolean);
    if (names.length > 0) await run('docker', [kind, 'rm', ...names]);
  }
  await dropFirewall(instance, Number(bots)).catch((error) => (process.exitCode = report(error)));
  const images = await run('docker', [
    'images',
    '--format',
    '{{.Repository}}:{{.Tag}}',
    '--filter',
    `reference=clawberth-*:${tag}`,
  ]);
  for (const image of images.stdout.split('\n').filter(Boolean)) await run('docker', ['rmi', image]);
  await rm(folder, { recursive: true, force: true });
  const project = `label=com.docker.compose.project=${environment.COMPOSE_PROJECT_NAME}`;
  for (const kind of ['container', 'volume', 'network']) {
    const { stdout } = await run('docker', [
      kind,
      'ls',
      ...(kind === 'container' ? ['-a'] : []),
      '-q',
      '--filter',
      project,
    ]);
    if (stdout.trim() !== '')
      process.exitCode = report(new Problem(`Something stayed behind: docker ${kind} ls --filter ${project}`, ''));
  }
}

/** @param {...string} args */
function compose(...args) {
  const [program = '', ...first] = composeProgram;
  return run(program, [...first, '-f', join(root, 'docker-compose.yml'), ...args], { cwd: root, env: environment });
}

/** Ports that nobody listens on now. @param {number} count @returns {Promise<number[]>} */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '0.0.0.0'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
