// @ts-check
import { existsSync } from 'node:fs';
import { copyFile, cp, lstat, mkdir, readFile, readlink, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeFileTrace } from '@vercel/nft';
import { root } from '../local/lib/paths.mjs';
import { Problem } from '../local/lib/problem.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Fills a folder with all that one of our images holds under /app. @type {Record<string, (app: string) => Promise<void>>} */
const stages = {
  airlock: (app) => stageBundle('airlock', app),
  worker: (app) => stageBundle('worker', app),
  dashboard: stageDashboard,
  migrate: stageMigrate,
};

/** The names of our own images. */
export const appNames = Object.keys(stages);

/**
 * Lays out the build context of one of our own images: its Dockerfile and the folder `app`.
 * @param {string} name one of `appNames`
 * @param {string} context an empty folder
 */
export async function stageApp(name, context) {
  const app = join(context, 'app');
  await mkdir(app, { recursive: true });
  await copyFile(join(here, `apps/${name}.Dockerfile`), join(context, 'Dockerfile'));
  await copyFile(join(here, 'apps/healthcheck.mjs'), join(app, 'healthcheck.mjs'));
  await stages[name]?.(app);
}

/** A bundle and the files of those packages that it still loads. @param {string} name @param {string} app */
async function stageBundle(name, app) {
  const { fileList, warnings } = await nodeFileTrace([join(root, `apps/${name}/dist/main.mjs`)], { base: root });
  const lost = [...warnings].filter(({ message }) => /^Failed to parse \S+\.[cm]?js /.test(message));
  if (lost.length > 0)
    throw new Problem(
      `The ${name}'s files could not be traced: ${lost[0]?.message}`,
      `Build it again: node apps/${name}/build.mjs`,
    );
  for (const file of fileList) await copyAsIs(join(root, file), join(app, file));
}

/** @param {string} app */
async function stageDashboard(app) {
  const next = join(root, 'apps/dashboard/.next');
  await cp(join(next, 'standalone'), app, { recursive: true, verbatimSymlinks: true });
  await cp(join(next, 'static'), join(app, 'apps/dashboard/.next/static'), { recursive: true });
  const pub = join(root, 'apps/dashboard/public');
  if (existsSync(pub)) await cp(pub, join(app, 'apps/dashboard/public'), { recursive: true });
  const [there, copied] = await Promise.all(
    [next, join(app, 'apps/dashboard/.next')].map((folder) => readFile(join(folder, 'BUILD_ID'), 'utf8')),
  );
  if (there !== copied)
    throw new Problem(
      'The dashboard was built anew while it was copied.',
      'Wait for the other build, then start again.',
    );
}

/** The runner as one bundle, at its own place: it finds the prisma folder from there; and what drops old months of the log. @param {string} app */
async function stageMigrate(app) {
  await bundleScript('packages/db/scripts/migrate.ts', join(app, 'packages/db/src/migrate/migrate.mjs'));
  await bundleScript('packages/core/scripts/audit-retain.ts', join(app, 'packages/core/scripts/audit-retain.mjs'));
  await cp(join(root, 'prisma'), join(app, 'prisma'), { recursive: true });
  const engine = 'node_modules/@prisma/schema-engine-wasm';
  await cp(join(root, 'packages/db', engine), join(app, engine), { recursive: true, dereference: true });
}

/** @param {string} script @param {string} outfile */
async function bundleScript(script, outfile) {
  const { build } = createRequire(join(root, 'apps/airlock/package.json'))('esbuild');
  await build({
    entryPoints: [join(root, script)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: ['@prisma/schema-engine-wasm', 'pg-native'],
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

/** Copies a file, or a link as a link: pnpm's folders hang together by them. @param {string} from @param {string} to */
async function copyAsIs(from, to) {
  await mkdir(dirname(to), { recursive: true });
  if ((await lstat(from)).isSymbolicLink()) await symlink(await readlink(from), to);
  else await copyFile(from, to);
}
