// @ts-check
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../local/lib/paths.mjs';

const docs = [
  'README.md',
  'AGENTS.md',
  ...(await readdir(join(root, 'docs'), { recursive: true })).map((name) => `docs/${name}`),
];
/** From the top of the repo, with a folder and an ending: patterns and what a machine has elsewhere are no such names. */
const NAMED = /`((?:apps|packages|infra|tests|prisma|docs)\/[\w.[\]()/-]+\.(?:ts|tsx|mjs|js|md|yml|prisma|sql))`/g;
const LINKED = /\]\((?!https?:)([^)#]+\.md)(?:#[^)]*)?\)/g;

test.each(docs.filter((name) => name.endsWith('.md')))('every file that %s names is there', async (name) => {
  const text = await readFile(join(root, name), 'utf8');
  const named = [...text.matchAll(NAMED)].map(([, path = '']) => join(root, path));
  const linked = [...text.matchAll(LINKED)].map(([, path = '']) => join(root, name, '..', path));
  expect([...named, ...linked].filter((path) => !existsSync(path))).toEqual([]);
});
