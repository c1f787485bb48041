import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { masterKeyOptions, processFields } from './env-fields.ts';
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

test('takes a master secret from no variable: the process says so instead of starting without it', () => {
  const urls = { DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x' };
  const file = join(mkdtempSync(join(tmpdir(), 'env-')), 'master-secret');
  writeFileSync(file, 'four tall ships at anchor');
  const read = (more: Record<string, string>) => readEnv(z.object(processFields), { ...urls, ...more });
  expect(read({ MASTER_SECRET_FILE: file }).MASTER_SECRET).toBe(undefined);
  const refusal = expect.objectContaining({
    message: expect.stringMatching(
      /- MASTER_SECRET: is set, but .* never taken from the environment.*MASTER_SECRET_FILE/,
    ),
  });
  for (const more of [{}, { MASTER_SECRET_FILE: file }])
    expect(() => read({ ...more, MASTER_SECRET: 'four tall ships at anchor' })).toThrow(refusal);
  expect(() => read({ MASTER_SECRET: 'canary-5b1e' })).not.toThrow(/canary/);
});

test('hands on where master keys come from', () => {
  expect(masterKeyOptions({})).toEqual({ masterSecretFile: null, kms: {} });
  const kms = { MASTER_KMS_KEY: 'projects/p', GCP_KMS_API_ROOT: 'https://kms.internal' };
  expect(masterKeyOptions({ MASTER_SECRET_FILE: '/x', ...kms })).toEqual({
    masterSecretFile: '/x',
    kms: { firstKey: 'projects/p', apiRoot: 'https://kms.internal' },
  });
});
