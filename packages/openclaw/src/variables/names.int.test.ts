import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openclawPackageDir } from '../testing/openclaw-dir.ts';
import { credentialOf, steersProgram } from './index.ts';

const packageDir = openclawPackageDir(process.env['CLAWBERTH_OPENCLAW_DIR']);

/** Every string below a key of that name, however deep. */
function stringsUnder(value: unknown, key: RegExp, inside = false): string[] {
  if (typeof value === 'string') return inside ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => stringsUnder(below, key, inside || key.test(name)));
}

test('every variable from which an extension of OpenClaw takes a credential is known as one', () => {
  const extensions = join(packageDir, 'dist/extensions');
  const names = readdirSync(extensions).flatMap((extension) => {
    const manifest = join(extensions, extension, 'openclaw.plugin.json');
    return existsSync(manifest) ? stringsUnder(JSON.parse(readFileSync(manifest, 'utf8')), /env(ironment)?vars$/i) : [];
  });
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => credentialOf(name) === null)).toEqual([]);
});

test('every name that OpenClaw blocks everywhere is one that steers the program', () => {
  const dist = join(packageDir, 'dist');
  const files = readdirSync(dist).filter((name) => /^host-env-security-.*\.mjs$/.test(name));
  const policy = files
    .map((name) => readFileSync(join(dist, name), 'utf8'))
    .find((text) => text.includes('blockedEverywhereKeys'));
  const listed = (key: string) => new RegExp(`${key}: \\[([^\\]]*)\\]`).exec(policy ?? '')?.[1] ?? '';
  const names = (key: string) => [...listed(key).matchAll(/"([A-Z0-9_]+)"/g)].map(([, name = '']) => name);
  const [keys, prefixes] = [names('blockedEverywhereKeys'), names('blockedPrefixes')];
  expect([keys.length > 80, prefixes.length > 1]).toEqual([true, true]);
  expect([...keys, ...prefixes.map((prefix) => `${prefix}X`)].filter((name) => !steersProgram(name))).toEqual([]);
});

test('what a shop would call its variables is free', () => {
  const free = [
    'SHOP_URL',
    'DATABASE_URL',
    'TZ',
    'CARGO_API_URL',
    'BUN_PRICE',
    'YARN_COLOURS',
    'RUBY_SIZES',
    'GITHUB_TOKEN',
    'API_KEY',
  ];
  expect(free.filter((name) => steersProgram(name) || credentialOf(name) !== null)).toEqual([]);
});
