/**
 * Clawberth's own lint rules: the import directions and the four bans of docs/architecture.md.
 * ESLint's rule interface, run by oxlint's JS plugins.
 */

/** What each part may import of ours. Tests may also import testkit and their own db helpers. */
export const ALLOWED_IMPORTS = {
  'apps/dashboard': ['core'],
  'apps/worker': ['core', 'runtime', 'jobs', 'openclaw', 'vault'],
  'apps/airlock': ['core', 'vault'],
  'packages/core': ['db', 'jobs', 'vault', 'openclaw', 'audit-chain'],
  'packages/db': [],
  'packages/vault': [],
  'packages/audit-chain': [],
  'packages/openclaw': [],
  'packages/sandbox-agent': ['openclaw/agent-protocol', 'openclaw/redact'],
  'packages/runtime': [],
  'packages/jobs': [],
  'packages/testkit': [],
};
const TEST_ONLY_IMPORTS = [
  'testkit',
  'db/testing',
  'core/testing',
  'runtime/contract',
  'openclaw',
  'db',
  'audit-chain',
];

const partOf = (filename) => /(?:^|\/)((?:apps|packages)\/[^/]+)\//.exec(filename.replaceAll('\\', '/'))?.[1] ?? null;
const isTest = (filename) => /\.test\.tsx?$|\/testing\/|\/tests\/|\/scripts\/|vitest\./.test(filename);
const isEnvReader = (filename) =>
  /\/env\.ts$|^infra\/|\/infra\/|^tests\/|\/work\/[^/]+\/tests\/|next\.config|instrumentation\.ts|prisma\.config|build\.mjs$|build\.ts$/.test(
    filename,
  ) || isTest(filename);

/** Runs `check(source, node)` for every static and dynamic import and re-export. */
function onImports(check) {
  const visit = (node) => {
    if (node.source && typeof node.source.value === 'string') check(node.source.value, node);
  };
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
  };
}

const importDirections = {
  create(context) {
    const filename = context.filename ?? context.getFilename();
    const part = partOf(filename);
    if (part === null || !(part in ALLOWED_IMPORTS)) return {};
    const allowed = [...ALLOWED_IMPORTS[part], ...(isTest(filename) ? TEST_ONLY_IMPORTS : [])];
    const own = part.split('/')[1];
    return onImports((source, node) => {
      const match = /^@clawberth\/(.+)$/.exec(source);
      if (match) {
        const target = match[1];
        const fine =
          target === own ||
          target.startsWith(`${own}/`) ||
          target.startsWith('config') ||
          allowed.some((name) => target === name || target.startsWith(`${name}/`));
        if (!fine) {
          context.report({
            node,
            message: `${part} may not import @clawberth/${target} (docs/architecture.md, import directions).`,
          });
        }
      } else if (/^(\.\.\/)+(apps|packages)\//.test(source)) {
        context.report({ node, message: 'Import another part by its package name, not by a path.' });
      }
    });
  },
};

const noPrismaOutside = {
  create(context) {
    const filename = context.filename ?? context.getFilename();
    const part = partOf(filename);
    if (part === 'packages/db' || part === 'packages/core') return {};
    return onImports((source, node) => {
      if (source.startsWith('@prisma/') || source === 'prisma' || source === 'pg') {
        context.report({ node, message: 'Prisma and Postgres live in packages/db and packages/core only.' });
      }
    });
  },
};

const noDriverOutside = {
  create(context) {
    const filename = context.filename ?? context.getFilename();
    const part = partOf(filename);
    if (part === null || part === 'apps/worker' || part === 'packages/runtime') return {};
    return onImports((source, node) => {
      if (source === 'dockerode' || source.startsWith('@clawberth/runtime') || source.startsWith('@google-cloud/run')) {
        context.report({ node, message: 'Only the worker starts or stops a sandbox.' });
      }
    });
  },
};

const noProcessEnv = {
  create(context) {
    const filename = context.filename ?? context.getFilename();
    if (isEnvReader(filename)) return {};
    return {
      MemberExpression(node) {
        if (
          node.object.type === 'Identifier' &&
          node.object.name === 'process' &&
          node.property.type === 'Identifier' &&
          node.property.name === 'env'
        ) {
          context.report({ node, message: "Read the environment in the app's env.ts only." });
        }
      },
    };
  },
};

const WRITES = new Set([
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
  '$executeRaw',
  '$executeRawUnsafe',
  '$transaction',
]);
const rootOf = (node) => (node.type === 'MemberExpression' ? rootOf(node.object) : node);

/** A write goes through `tx`, and only mutate.ts and observe.ts open the transaction that `tx` is. */
const noWriteOutsideMutate = {
  create(context) {
    const filename = context.filename ?? context.getFilename();
    if (partOf(filename) !== 'packages/core' || isTest(filename)) return {};
    const opensTransactions =
      /\/core\/src\/(mutate|account-mutate|observe|write-keys|record-refusal|record-closed-refusal)\.ts$/.test(
        filename,
      );
    const report = (node) => context.report({ node, message: 'core writes only through mutate (or observe).' });
    return {
      MemberExpression(node) {
        if (node.property.type === 'Identifier' && node.property.name === 'tenantTransaction' && !opensTransactions)
          report(node);
      },
      CallExpression(node) {
        const { callee } = node;
        if (
          callee.type !== 'MemberExpression' ||
          callee.property.type !== 'Identifier' ||
          !WRITES.has(callee.property.name)
        )
          return;
        const throughModel = callee.object.type === 'MemberExpression' || callee.property.name.startsWith('$');
        const root = rootOf(callee);
        if (throughModel && !(root.type === 'Identifier' && root.name === 'tx')) report(node);
      },
    };
  },
};

const plugin = {
  meta: { name: 'clawberth' },
  rules: {
    'import-directions': importDirections,
    'no-prisma-outside': noPrismaOutside,
    'no-driver-outside': noDriverOutside,
    'no-process-env': noProcessEnv,
    'no-write-outside-mutate': noWriteOutsideMutate,
  },
};
export default plugin;
