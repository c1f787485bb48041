import { join } from 'node:path';
import type { NextConfig } from 'next';

/**
 * What the build without the application's checks (tests/authorisation, mode "checks off") puts in the place of what;
 * paths from the top of the checkout. No switch of a running dashboard does this, and the build that ships has none of it.
 */
export const UNCHECKED_MODULES: Readonly<Record<string, string>> = {
  'packages/core/src/require-permission.ts': 'packages/core/src/testing/unchecked/require-permission.ts',
  'packages/core/src/account/open-context.ts': 'packages/core/src/testing/unchecked/open-context.ts',
  'packages/db/src/make-prisma.ts': 'packages/db/src/testing/unchecked/make-prisma.ts',
};

/** The settings in which the build without checks differs. It goes to a folder of its own. */
export function uncheckedBuild(): Partial<NextConfig> {
  const loader = join(import.meta.dirname, 'take-instead.cjs');
  const rules = Object.entries(UNCHECKED_MODULES).map(([path, by]) => [
    `**/${path}`,
    { loaders: [{ loader, options: { path, by } }] },
  ]);
  return {
    distDir: '.unchecked',
    // The same sources have been checked by `npm test -- types`.
    typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.unchecked.json' },
    turbopack: { rules: Object.fromEntries(rules) as NonNullable<NextConfig['turbopack']>['rules'] & object },
  };
}
