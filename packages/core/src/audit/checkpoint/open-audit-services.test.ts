import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey, publicKeyText, signingKeyPem } from '@clawberth/audit-chain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../logging/create-logger.ts';
import { openAuditServices, PUBLIC_KEY_FILE } from './open-audit-services.ts';

const log = createLogger({ process: 'test', level: 'silent' });
let folder: string;
let signingKeyFile: string;
const key = generateSigningKey();
const open = () => openAuditServices({ signingKeyFile, checkpointDir: folder, log });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clawberth-audit-'));
  signingKeyFile = join(folder, 'key');
  await writeFile(signingKeyFile, signingKeyPem(key), { mode: 0o600 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('opens the key and writes its public half beside the checkpoints, once', async () => {
  await open();
  const { publicKeys } = await open();
  expect(publicKeys).toBe(`${publicKeyText(key)}\n`);
  expect(await readFile(join(folder, PUBLIC_KEY_FILE), 'utf8')).toBe(publicKeys);
});

test('keeps the public half of a key that was changed, so that older checkpoints still open', async () => {
  await open();
  const other = generateSigningKey();
  await writeFile(signingKeyFile, signingKeyPem(other));
  const { publicKeys, verifierKeys } = await open();
  expect(publicKeys).toBe(`${publicKeyText(key)}\n${publicKeyText(other)}\n`);
  expect(verifierKeys).toHaveLength(2);
});

test.each([0o644, 0o640, 0o400, 0o666])('refuses a key file with mode %o', async (mode) => {
  await chmod(signingKeyFile, mode);
  await expect(open()).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('chmod 600') });
});

test('refuses a key that is missing, of another kind, or none, and says nothing of what it holds', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const text of ['correct horse battery', rsa, '', 'x'.repeat(5_000)]) {
    await writeFile(signingKeyFile, text);
    const error = await open().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect(String(error)).not.toContain('horse');
  }
  await rm(signingKeyFile);
  await expect(open()).rejects.toMatchObject({
    message: expect.stringContaining('openssl genpkey -algorithm ed25519'),
  });
});

test('refuses a folder that is none', async () => {
  await expect(
    openAuditServices({ signingKeyFile, checkpointDir: join(folder, 'nowhere'), log }),
  ).rejects.toMatchObject({
    message: expect.stringContaining('AUDIT_CHECKPOINT_DIR'),
  });
});
