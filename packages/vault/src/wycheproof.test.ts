import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts';
import { hkdf } from './hkdf.ts';
import { pbkdf2 } from './pbkdf2.ts';

// C2SP/wycheproof, folder testvectors_v1. The files are not part of this repository.
const dir = process.env['WYCHEPROOF_DIR'] ?? resolve(import.meta.dirname, '../../../../shared/reference/wycheproof');
const files = ['aes_gcm_test', 'pbkdf2_hmacsha256_test', 'hkdf_sha256_test', 'hkdf_sha512_test'] as const;
const missing = files.filter((file) => !existsSync(join(dir, `${file}.json`)));

type Case = { tcId: number; result: 'valid' | 'invalid' | 'acceptable' } & Record<string, string | number>;
type Group = { tests: Case[] } & Record<string, unknown>;

function groups(file: (typeof files)[number]): Group[] {
  const parsed: { testGroups: Group[] } = JSON.parse(readFileSync(join(dir, `${file}.json`), 'utf8'));
  return parsed.testGroups;
}

const bytes = (value: string | number | undefined) => Buffer.from(String(value), 'hex');

/** What `run` gives, in hex, or "refused". */
function outcome(run: () => Buffer): string {
  try {
    return run().toString('hex');
  } catch {
    return 'refused';
  }
}

// Skipped tests are named in the result line of `npm test`.
const notChecked = missing.length === 0 ? '' : ` NOT CHECKED: no ${missing.join(', ')} in ${dir}, set WYCHEPROOF_DIR`;

describe.skipIf(missing.length > 0)(`Wycheproof${notChecked}`, () => {
  it('agrees on all AES-256-GCM vectors with a 96-bit nonce', () => {
    const cases = groups('aes_gcm_test')
      .filter(({ keySize, ivSize }) => keySize === 256 && ivSize === 96)
      .flatMap((group) => group.tests);
    expect(cases).toHaveLength(66);
    for (const { tcId, result, key, iv, aad, msg, ct, tag } of cases) {
      const sealed = Buffer.concat([bytes(ct), bytes(tag)]);
      const opened = outcome(() => decryptAesGcm(bytes(key), bytes(iv), bytes(aad), sealed));
      const sealedAgain = encryptAesGcm(bytes(key), bytes(iv), bytes(aad), bytes(msg)).equals(sealed);
      expect({ tcId, opened, sealedAgain }).toEqual({
        tcId,
        opened: result === 'valid' ? msg : 'refused',
        sealedAgain: result === 'valid',
      });
    }
  });

  it('agrees on all PBKDF2-HMAC-SHA-256 vectors', async () => {
    const cases = groups('pbkdf2_hmacsha256_test').flatMap((group) => group.tests);
    expect(cases).toHaveLength(60);
    for (const { tcId, password, salt, iterationCount, dkLen, dk } of cases) {
      const key = await pbkdf2(bytes(password), bytes(salt), Number(iterationCount), Number(dkLen));
      expect(key.toString('hex'), `case ${tcId}`).toBe(dk);
    }
  });

  it.each([
    ['sha256', 86],
    ['sha512', 83],
  ] as const)('agrees on all HKDF vectors with %s', (hash, count) => {
    const cases = groups(`hkdf_${hash}_test`).flatMap((group) => group.tests);
    expect(cases).toHaveLength(count);
    for (const { tcId, result, ikm, salt, info, size, okm } of cases) {
      const derived = outcome(() => hkdf(hash, bytes(ikm), bytes(salt), bytes(info), Number(size)));
      expect({ tcId, derived }).toEqual({ tcId, derived: result === 'valid' ? okm : 'refused' });
    }
  });
});
