// @ts-check
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// One file for the bot image: nothing is installed beside it there. `node build.mjs [outfile]`
await build({
  entryPoints: [here('src/main.ts')],
  outfile: process.argv[2] ?? here('dist/agent.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minifySyntax: true,
  legalComments: 'none',
  // ws is CommonJS and asks for Node's own modules by require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
