import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestServices, type TestServices } from '@clawberth/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let services: TestServices;
beforeAll(async () => {
  services = await createTestServices();
});
afterAll(() => services.close());

/** Runs the process as it is started, until it ends by itself. */
async function start(changes: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      DATABASE_URL: services.appUrl,
      REDIS_URL: 'redis://127.0.0.1:9',
      INTERNAL_KEY: services.internalKey.toString('hex'),
      AIRLOCK_BOT_PORT: '1',
      AIRLOCK_INBOUND_PORT: '1',
      ...changes,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

test('the process ends with one plain line that names the master key which it misses', async () => {
  const wrong = `${services.masterSecretFile}-wrong`;
  await writeFile(wrong, 'four tall ships at anchor', { mode: 0o600 });
  const { code, said } = await start({ MASTER_SECRET_FILE: wrong });
  expect(said).toMatch(
    /^The airlock cannot start\. Cannot open master key 1, made \d{4}-\d\d-\d\d, from \S+-wrong: the file holds another master secret\..* Nothing has been changed\.\n$/,
  );
  expect(code).toBe(1);
}, 120_000);

test('a master secret in the environment is refused, and not repeated', async () => {
  const { code, said } = await start({
    MASTER_SECRET_FILE: services.masterSecretFile,
    MASTER_SECRET: 'canary: four tall ships at anchor',
  });
  expect(said).toContain('MASTER_SECRET: is set, but a master secret is never taken from the environment.');
  expect(said).not.toContain('canary');
  expect(code).toBe(1);
}, 120_000);
