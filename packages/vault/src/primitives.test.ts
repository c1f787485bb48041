import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts';
import { hkdf } from './hkdf.ts';
import { pbkdf2 } from './pbkdf2.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const range = (from: number, to: number) =>
  Buffer.from(Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, submitted to NIST: the 256-bit cases with a 96-bit nonce. */
const longKey = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const longText =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255';
const longCiphertext =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad';
const gcmCases = [
  {
    name: '13',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    aad: '',
    text: '',
    ciphertext: '',
    tag: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    aad: '',
    text: '00'.repeat(16),
    ciphertext: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '15',
    key: longKey,
    nonce: 'cafebabefacedbaddecaf888',
    aad: '',
    text: longText,
    ciphertext: longCiphertext,
    tag: 'b094dac5d93471bdec1a502270e3cc6c',
  },
  {
    name: '16',
    key: longKey,
    nonce: 'cafebabefacedbaddecaf888',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    text: longText.slice(0, -8),
    ciphertext: longCiphertext.slice(0, -8),
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
];

describe('AES-256-GCM', () => {
  it.each(gcmCases)("gives NIST's test case $name, and opens it", ({ key, nonce, aad, text, ciphertext, tag }) => {
    const sealed = encryptAesGcm(hex(key), hex(nonce), hex(aad), hex(text));
    expect(sealed.toString('hex')).toBe(ciphertext + tag);
    expect(decryptAesGcm(hex(key), hex(nonce), hex(aad), sealed).toString('hex')).toBe(text);
  });

  it('refuses a tag cut to any shorter length, and a ciphertext shorter than a tag', () => {
    const [key, nonce, none] = [randomBytes(32), randomBytes(12), Buffer.alloc(0)];
    const sealed = encryptAesGcm(key, nonce, none, Buffer.alloc(0));
    for (let length = 0; length < 16; length += 1) {
      expect(() => decryptAesGcm(key, nonce, none, sealed.subarray(0, length))).toThrow('wrong length');
    }
    expect(decryptAesGcm(key, nonce, none, sealed)).toEqual(none);
  });

  it('refuses a key that is not of 256 bits, and a nonce that is not of 96', () => {
    const none = Buffer.alloc(0);
    expect(() => encryptAesGcm(randomBytes(16), randomBytes(12), none, none)).toThrow('Invalid key length');
    expect(() => decryptAesGcm(randomBytes(32), randomBytes(16), none, randomBytes(16))).toThrow('wrong length');
  });
});

describe('PBKDF2-HMAC-SHA-256', () => {
  it.each([
    {
      password: 'passwd',
      salt: 'salt',
      iterations: 1,
      key: '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    },
    {
      password: 'Password',
      salt: 'NaCl',
      iterations: 80_000,
      key: '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    },
  ])(
    'gives the value of RFC 7914 section 11 for $iterations iterations',
    async ({ password, salt, iterations, key }) => {
      const derived = await pbkdf2(Buffer.from(password), Buffer.from(salt), iterations, 64);
      expect(derived.toString('hex')).toBe(key);
    },
  );
});

describe('HKDF', () => {
  it.each([
    {
      name: 'A.1',
      ikm: '0b'.repeat(22),
      salt: range(0, 0x0c),
      info: range(0xf0, 0xf9),
      length: 42,
      okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    },
    {
      name: 'A.2',
      ikm: range(0, 0x4f).toString('hex'),
      salt: range(0x60, 0xaf),
      info: range(0xb0, 0xff),
      length: 82,
      okm: 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    },
    {
      name: 'A.3',
      ikm: '0b'.repeat(22),
      salt: Buffer.alloc(0),
      info: Buffer.alloc(0),
      length: 42,
      okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    },
  ])("gives RFC 5869's test case $name (SHA-256)", ({ ikm, salt, info, length, okm }) => {
    expect(hkdf('sha256', hex(ikm), salt, info, length).toString('hex')).toBe(okm);
  });

  it.each([
    {
      id: 12,
      ikm: '7a00817689a3d79001825a864c69c120',
      salt: '08bc01c053a6406c7c4a667c9b9b3894',
      info: '967ccd75395be6e96a67759f070487c9e2107791',
      okm: 'aed987bcc5ed33c4feec7b28aa9fe1c16b1181e00ff42c63cf692ec19242f6d4628604b3382db0806d5e61518f83fc651e6f3bd0a9d1322926a76869b98b75d6',
    },
    {
      id: 58,
      ikm: '62dc1cecc7f444d924e20e9e3cdef183b5120b1f5bf863519826fad284c883d9',
      salt: '1956ce69bc08e45ce86f5dca57d0723a',
      info: '0cf3a7823b830f3542ed7e66b47be87c47e6da99',
      okm: '351b18c9758fc7f144fd79b81fc9871ee8a330d16a0c26c7f7f745611aeb98ef000244e07ed7b3c14f26b3cf978ec2b6afbf15b76695d3216278d7040f7a80b9',
    },
  ])("gives Wycheproof's case $id (SHA-512, which the vault uses)", ({ ikm, salt, info, okm }) => {
    expect(hkdf('sha512', hex(ikm), hex(salt), hex(info), 64).toString('hex')).toBe(okm);
  });
});
