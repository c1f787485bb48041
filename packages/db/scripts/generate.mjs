// Generates the Prisma client into src/generated, and does nothing when it is up to date.
// `prisma generate` is WebAssembly, but the CLI first wants a schema engine binary and would
// download one: PRISMA_SCHEMA_ENGINE_BINARY set to any existing file keeps it off the network.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageDir = dirname(dirname(fileURLToPath(import.meta.url)));
const generatedDir = join(packageDir, 'src', 'generated');
const stampFile = join(generatedDir, '.inputs-sha256');
const require = createRequire(import.meta.url);
const prismaPackageFile = require.resolve('prisma/package.json');

const inputs = createHash('sha256');
for (const file of [
  join(packageDir, '..', '..', 'prisma', 'schema.prisma'),
  join(packageDir, 'prisma.config.ts'),
  fileURLToPath(import.meta.url),
  prismaPackageFile,
]) {
  inputs.update(readFileSync(file)).update('\0');
}
const stamp = inputs.digest('hex');

const upToDate =
  existsSync(stampFile) && existsSync(join(generatedDir, 'client.ts')) && readFileSync(stampFile, 'utf8') === stamp;

if (!upToDate) {
  rmSync(stampFile, { force: true });
  const { bin } = JSON.parse(readFileSync(prismaPackageFile, 'utf8'));
  const cli = join(dirname(prismaPackageFile), bin.prisma);
  const result = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: packageDir,
    stdio: 'inherit',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (result.status !== 0) {
    process.stderr.write('prisma generate failed; its own message is above.\n');
    process.exit(result.status ?? 1);
  }
  mkdirSync(generatedDir, { recursive: true });
  writeFileSync(stampFile, stamp);
}
