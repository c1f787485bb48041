import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const repo = resolve(import.meta.dirname, '../../..');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clawberth-lint-'));
  const rules = [
    'import-directions',
    'no-prisma-outside',
    'no-driver-outside',
    'no-process-env',
    'no-write-outside-mutate',
  ];
  await writeFile(
    join(folder, '.oxlintrc.json'),
    JSON.stringify({
      jsPlugins: [join(repo, 'packages/config/oxlint/architecture.js')],
      categories: { correctness: 'off' },
      rules: Object.fromEntries(rules.map((rule) => [`clawberth/${rule}`, 'error'])),
    }),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The names of our rules that refuse this source at this path. */
async function refusals(path, source) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, source);
  const { stdout } = await run(
    join(repo, 'node_modules/.bin/oxlint'),
    ['--format=json', '-c', '.oxlintrc.json', path],
    {
      cwd: folder,
    },
  ).catch((error) => error);
  return JSON.parse(stdout).diagnostics.map((found) => found.code.replace(/clawberth\((.*)\)/, '$1'));
}

describe('the architecture lint', () => {
  it.each([
    ['apps/dashboard/src/a.ts', "import { x } from '@clawberth/db'; x();", 'import-directions'],
    ['apps/airlock/src/a.ts', "import { x } from '@clawberth/openclaw'; x();", 'import-directions'],
    ['packages/vault/src/a.ts', "export * from '@clawberth/db';", 'import-directions'],
    ['packages/audit-chain/src/a.ts', "export * from '@clawberth/vault';", 'import-directions'],
    ['packages/db/src/a.ts', "export * from '@clawberth/audit-chain';", 'import-directions'],
    ['packages/core/src/a.ts', "export const x = import('../../../apps/worker/src/main.ts');", 'import-directions'],
    ['apps/worker/src/a.ts', "import { PrismaPg } from '@prisma/adapter-pg'; PrismaPg();", 'no-prisma-outside'],
    ['apps/airlock/src/a.ts', "import Docker from 'dockerode'; new Docker();", 'no-driver-outside'],
    ['packages/core/src/a.ts', 'export const x = process.env.HOME;', 'no-process-env'],
    ['packages/core/src/a.ts', 'export const x = (db) => db.bot.create({});', 'no-write-outside-mutate'],
    [
      'packages/core/src/bot/a.ts',
      'export const x = (s) => s.database.tenantTransaction(1, f);',
      'no-write-outside-mutate',
    ],
  ])('refuses in %s: %s', async (path, source, rule) => {
    expect(await refusals(path, source)).toContain(rule);
  });

  it.each([
    ['apps/worker/src/a.ts', "import { createRuntime } from '@clawberth/runtime'; createRuntime();"],
    ['packages/core/src/a.ts', "export * from '@clawberth/audit-chain';"],
    ['packages/db/src/a.int.test.ts', "import { x } from '@clawberth/audit-chain'; x();"],
    ['apps/worker/src/env.ts', 'export const x = process.env.HOME;'],
    ['packages/core/src/a.ts', 'export const x = (tx) => tx.bot.create({});'],
    ['packages/core/src/mutate.ts', 'export const x = (s) => s.database.tenantTransaction(1, f);'],
  ])('lets pass in %s: %s', async (path, source) => {
    expect(await refusals(path, source)).toEqual([]);
  });
});
