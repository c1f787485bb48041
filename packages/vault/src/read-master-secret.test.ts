import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMasterSecret } from './read-master-secret.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clawberth-vault-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function secretFile(text: string, mode = 0o600): Promise<string> {
  const path = join(dir, randomBytes(6).toString('hex'));
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'master_secret_file', message: expect.stringMatching(message) });

describe('readMasterSecret', () => {
  it.each([
    ['48 random bytes as base64', `${randomBytes(48).toString('base64')}\n`],
    ['32 random bytes as base64url', randomBytes(32).toString('base64url')],
    ['32 random bytes as hex', randomBytes(32).toString('hex')],
    ['a passphrase of several words', '  four tall ships at anchor  '],
  ])('takes %s, without the white space around it', async (_, text) => {
    expect((await readMasterSecret(await secretFile(text))).toString()).toBe(text.trim());
  });

  it.each([0o644, 0o640, 0o660, 0o604, 0o700, 0o400])(
    'refuses mode %o, and says which command mends it',
    async (mode) => {
      const path = await secretFile(randomBytes(48).toString('base64'), mode);
      await expect(readMasterSecret(path)).rejects.toEqual(refusal(new RegExp(`chmod 600 ${path}`)));
    },
  );

  it.each([
    ['nothing', '', /20 characters/],
    ['19 characters', 'nineteen characters', /20 characters/],
    ['a key of 128 bits', '5f'.repeat(16), /256 bits/],
    ['one long word', 'correcthorsebatterystaple', /256 bits/],
  ])('refuses %s', async (_, text, message) => {
    await expect(readMasterSecret(await secretFile(text))).rejects.toEqual(refusal(message));
  });

  it('refuses a missing file and a folder, and says how to make one', async () => {
    await expect(readMasterSecret(join(dir, 'none'))).rejects.toEqual(refusal(/openssl rand/));
    await expect(readMasterSecret(dir)).rejects.toEqual(refusal(/ordinary file/));
  });

  it('never repeats the secret in its message', async () => {
    const path = await secretFile('short secret 1');
    const error: unknown = await readMasterSecret(path).catch((caught: unknown) => caught);
    expect(String(error)).not.toContain('short secret 1');
  });
});
