// @ts-check
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Native modules cannot be bundled. Those of core's verbs that the airlock never calls fall away with the verbs. */
const nativeModules = {
  name: 'native-modules',
  setup: (steps) =>
    steps.onResolve({ filter: /^(@node-rs\/|pg-native$|msgpackr-extract$)/ }, ({ path }) => ({
      path,
      external: true,
      sideEffects: false,
    })),
};

await build({
  entryPoints: [here('src/main.ts')],
  outfile: here('dist/main.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  plugins: [nativeModules],
  logLevel: 'warning',
  // pg, ioredis and others are CommonJS and ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
