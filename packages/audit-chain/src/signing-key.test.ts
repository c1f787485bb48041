import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateSigningKey, publicKeyText, readPublicKeys, readSigningKey, signingKeyPem } from './signing-key.ts';

describe('signing keys', () => {
  it('come back from their file, with the same public key', () => {
    const key = generateSigningKey();
    const read = readSigningKey(signingKeyPem(key));
    expect(publicKeyText(read)).toBe(publicKeyText(key));
    expect(publicKeyText(read)).toMatch(/^clawberth\.audit\+[0-9a-f]{8}\+A[A-Za-z0-9+/]{43}$/);
    expect(publicKeyText(generateSigningKey())).not.toBe(publicKeyText(key));
  });

  it('refuses junk without repeating it, and other kinds of key', () => {
    expect(() => readSigningKey('-----BEGIN PRIVATE KEY-----\nhunter2\n')).toThrow(
      /^The signing key is not a private key in PEM form$/,
    );
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    expect(() => readSigningKey(signingKeyPem(other))).toThrow('must be an Ed25519 key');
  });
});

describe('readPublicKeys', () => {
  it('reads one key a line, with comments and empty lines', () => {
    const [old, current] = [publicKeyText(generateSigningKey()), publicKeyText(generateSigningKey())];
    expect(readPublicKeys(`# until 2026\r\n${old}\r\n\n  ${current}\n`).map(({ name }) => name)).toEqual([
      'clawberth.audit',
      'clawberth.audit',
    ]);
  });

  it.each([
    ['nothing', '# no key here\n'],
    ['a private key', signingKeyPem(generateSigningKey())],
    ['a key of another name', 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
  ])('refuses %s', (_name, text) => {
    expect(() => readPublicKeys(text)).toThrow(TypeError);
  });
});
