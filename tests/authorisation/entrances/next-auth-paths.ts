import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { REPO } from '../world/repo.ts';

/** The paths that next-auth answers to by method, read from the switch statements of the installed package. */
export function nextAuthPaths(method: string): string[] {
  const require = createRequire(join(REPO, 'apps/dashboard/package.json'));
  const source = readFileSync(join(dirname(require.resolve('next-auth')), 'core/index.js'), 'utf8');
  const [gets, posts] = source.split('} else if (method === "POST") {');
  const part = { GET: gets?.split('if (method === "GET") {')[1], POST: posts }[method];
  const found = [...(part ?? '').matchAll(/case "([^"]+)":/g)].map(([, name]) => name ?? '');
  if (found.length === 0) throw new Error(`next-auth's ${method} paths could not be read: its code has changed.`);
  return found;
}
