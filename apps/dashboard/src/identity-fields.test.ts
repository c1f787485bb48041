import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '@clawberth/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { identityFields, requireWholePairs, type IdentityEnv } from './identity-fields.ts';

const read = (source: Record<string, string>): IdentityEnv =>
  readEnv(z.object(identityFields).superRefine(requireWholePairs), source);

test('nothing set: nothing offered, and the usual addresses', () => {
  expect(read({})).toEqual({ GOOGLE_ISSUER: 'https://accounts.google.com', GITHUB_URL: 'https://github.com' });
});

test('takes both halves, also from files, and an address without its slash at the end', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'identity-')), 'secret');
  writeFileSync(file, 'GOCSPX-1\n');
  expect(
    read({ GOOGLE_CLIENT_ID: 'app', GOOGLE_CLIENT_SECRET_FILE: file, GITHUB_URL: 'https://git.example.com/' }),
  ).toMatchObject({ GOOGLE_CLIENT_ID: 'app', GOOGLE_CLIENT_SECRET: 'GOCSPX-1', GITHUB_URL: 'https://git.example.com' });
});

test.each([
  [{ GOOGLE_CLIENT_ID: 'app' }, 'GOOGLE_CLIENT_SECRET: is missing, but GOOGLE_CLIENT_ID is set'],
  [{ GITHUB_CLIENT_SECRET: 'hidden-one' }, 'GITHUB_CLIENT_ID: is missing, but GITHUB_CLIENT_SECRET is set'],
  [{ GITHUB_CLIENT_ID: 'app', GITHUB_CLIENT_SECRET_FILE: '/nowhere' }, 'GITHUB_CLIENT_SECRET: is missing'],
  [{ GITHUB_URL: 'git.example.com' }, 'GITHUB_URL'],
])('says what is wrong with %j, without a value', (source, message) => {
  expect(() => read(source)).toThrow(message);
  expect(() => read(source)).not.toThrow(/hidden-one/);
});
