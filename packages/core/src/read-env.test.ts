import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readEnv } from './read-env.ts';

const schema = z.object({
  DATABASE_URL: z.string(),
  PORT: z.coerce.number().int('must be a whole number').default(3000),
});

test('reads a value from the file that X_FILE names', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'env-')), 'url');
  writeFileSync(file, 'postgresql://x\n');
  expect(readEnv(schema, { DATABASE_URL_FILE: file })).toEqual({ DATABASE_URL: 'postgresql://x', PORT: 3000 });
});

test('an empty value or file is no value', () => {
  const optional = z.object({ EXTRA: z.string().min(1).optional() });
  expect(readEnv(optional, { EXTRA_FILE: '/dev/null' })).toEqual({});
  expect(readEnv(optional, { EXTRA: '' })).toEqual({});
  expect(() => readEnv(schema, { DATABASE_URL_FILE: '/dev/null' })).toThrow(/DATABASE_URL/);
});

test('keeps X_FILE itself for a schema that asks for it', () => {
  expect(readEnv(z.object({ MASTER_SECRET_FILE: z.string() }), { MASTER_SECRET_FILE: '/nowhere' })).toEqual({
    MASTER_SECRET_FILE: '/nowhere',
  });
});

test('names everything that is missing or wrong at once, and no value', () => {
  expect(() => readEnv(schema, { PORT: 'secret-1.5' })).toThrow(/DATABASE_URL is missing[\s\S]*PORT/);
  expect(() => readEnv(schema, { PORT: 'secret-1.5' })).not.toThrow(/secret-1\.5/);
  expect(() => readEnv(schema, { DATABASE_URL_FILE: '/nowhere/x' })).toThrow(/the file \/nowhere\/x.*cannot be read/);
});
