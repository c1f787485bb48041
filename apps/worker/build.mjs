// @ts-check
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [here('src/main.ts')],
  outfile: here('dist/main.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  // Native modules, and what reads files of its own beside it, stay in node_modules.
  external: ['@node-rs/*', 'dockerode', 'pg-native', 'msgpackr-extract', '*.node'],
  logLevel: 'warning',
  // pg, ioredis and others are CommonJS and ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
