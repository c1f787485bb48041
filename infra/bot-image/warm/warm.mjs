// @ts-check
// Runs while the image is built: starts the gateway once so that Node's compile cache is filled with what a boot needs.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';

const state = mkdtempSync('/tmp/warm-');
const port = 18789;
mkdirSync(join(state, 'home'), { mode: 0o700 });
const configPath = join(state, 'openclaw.json');
const config = {
  gateway: {
    mode: 'local',
    bind: 'loopback',
    port,
    auth: { mode: 'token', token: 'only-while-the-image-is-built' },
    controlUi: { enabled: false },
  },
  discovery: { mdns: { mode: 'off' } },
  update: { checkOnStart: false },
  telemetry: { enabled: false },
  models: { catalogRefresh: { enabled: false } },
  agents: { defaults: { heartbeat: { every: '0m' }, skills: [] } },
  browser: { enabled: false },
  cron: { enabled: false },
  plugins: { allow: ['telegram'] },
};
writeFileSync(configPath, JSON.stringify(config), { mode: 0o600 });

const gateway = spawn(
  process.execPath,
  ['/opt/openclaw/node_modules/openclaw/openclaw.mjs', 'gateway', 'run', '--port', String(port)],
  {
    env: { ...process.env, HOME: join(state, 'home'), OPENCLAW_STATE_DIR: state, OPENCLAW_CONFIG_PATH: configPath },
    stdio: 'inherit',
  },
);
const exited = new Promise((resolve) => gateway.once('exit', resolve));
const started = Date.now();
for (;;) {
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
  if (ready) break;
  if (gateway.exitCode !== null || Date.now() - started > 180_000) {
    gateway.kill('SIGKILL');
    throw new Error('OpenClaw did not become ready while the image was built; its own lines are above.');
  }
  await sleep(200);
}
console.log(`gateway ready after ${Date.now() - started} ms`);
await sleep(3000); // what it loads right after it is ready belongs in the cache as well
gateway.kill('SIGTERM');
await Promise.race([exited, sleep(60_000)]);
gateway.kill('SIGKILL');
await exited;
rmSync(state, { recursive: true, force: true });
