import { createDecipheriv, createSecretKey, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { assert, integer, nat, property, record, string, uint8Array, uuid } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptAesGcm } from './aes-gcm.ts';
import { openWithDataKey, sealedOverhead, sealWithDataKey, sealedVersion } from './sealed-format.ts';
import { encodePlace, type SealedPlace } from './sealed-place.ts';

const dataKey = createSecretKey(randomBytes(32));
const place: SealedPlace = {
  organisationId: randomUUID(),
  table: 'BotSecret',
  column: 'sealedValue',
  rowId: randomUUID(),
  schemaVersion: 1,
};
const refused = expect.objectContaining({ name: 'VaultError', code: 'sealed_damaged' });

describe('the sealed format', () => {
  it("is to the byte what docs/security.md says, read here without the vault's own code", () => {
    const sealed = sealWithDataKey(dataKey, 7, place, Buffer.from('a telegram token'));
    expect(sealed).toHaveLength(16 + 98);
    expect(sealed.subarray(0, 6).toString('hex')).toBe('010100000007');
    const derive = (info: string) => Buffer.from(hkdfSync('sha512', dataKey, sealed.subarray(6, 38), info, 32));
    expect(sealed.subarray(38, 70)).toEqual(derive('ocw1/commit'));
    const lengthPrefixed = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    const text = [place.organisationId, 'BotSecret', 'sealedValue', place.rowId].map((part) =>
      lengthPrefixed(Buffer.from(part)),
    );
    const decipher = createDecipheriv('aes-256-gcm', derive('ocw1/enc'), sealed.subarray(70, 82), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.concat([sealed.subarray(0, 82), ...text, lengthPrefixed(Buffer.from([0, 0, 0, 1]))]));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(82, -16)), decipher.final()]).toString()).toBe(
      'a telegram token',
    );
  });

  it('gives back any bytes from any place, 98 bytes longer in between', () => {
    const places = record({
      organisationId: uuid(),
      table: string({ minLength: 1 }),
      column: string({ minLength: 1 }),
      rowId: string({ minLength: 1 }),
      schemaVersion: nat(),
    });
    assert(
      property(
        places,
        uint8Array({ maxLength: 5_000 }),
        integer({ min: 1, max: 0x7fffffff }),
        (where, plaintext, version) => {
          const sealed = sealWithDataKey(dataKey, version, where, plaintext);
          expect(sealed.length).toBe(plaintext.length + sealedOverhead);
          expect(sealedVersion(sealed)).toBe(version);
          expect(Buffer.compare(openWithDataKey(dataKey, where, sealed), plaintext)).toBe(0);
        },
      ),
    );
  });

  it('refuses the flip of any single bit', () => {
    const sealed = sealWithDataKey(dataKey, 1, place, Buffer.from('sample'));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => openWithDataKey(dataKey, place, flipped), `bit ${bit}`).toThrow(refused);
    }
  });

  it('refuses a tag of four bytes, and of any length but sixteen', () => {
    const sealed = sealWithDataKey(dataKey, 1, place, Buffer.from('a sample longer than a tag'));
    for (let cut = 1; cut <= 16; cut += 1)
      expect(() => openWithDataKey(dataKey, place, sealed.subarray(0, -cut)), `tag of ${16 - cut}`).toThrow(refused);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a Telegram token', Buffer.from('110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')],
    ["Vault's own format", Buffer.from(`vault:v1:${randomBytes(120).toString('base64')}`)],
    ['random bytes', randomBytes(200)],
    ['a header that promises more than there is', Buffer.concat([Buffer.from('010100000001', 'hex'), randomBytes(40)])],
    ['zeros', Buffer.alloc(200)],
  ])('refuses %s as no sealed value', (_, foreign) => {
    expect(() => openWithDataKey(dataKey, place, foreign)).toThrow(refused);
  });

  it('refuses every shorter and longer copy', () => {
    const sealed = sealWithDataKey(dataKey, 1, place, Buffer.from('sample'));
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => openWithDataKey(dataKey, place, sealed.subarray(0, length)), `${length} bytes`).toThrow(refused);
    }
    expect(() => openWithDataKey(dataKey, place, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(refused);
  });

  it.each([
    ['another organisation', { organisationId: randomUUID() }],
    ['another table', { table: 'ConfigVersion' }],
    ['another column', { column: 'sealedForm' }],
    ['another row', { rowId: randomUUID() }],
    ["another version of the plaintext's shape", { schemaVersion: 2 }],
  ])('refuses a value moved to %s', (_, moved) => {
    const sealed = sealWithDataKey(dataKey, 1, place, Buffer.from('sample'));
    expect(() => openWithDataKey(dataKey, { ...place, ...moved }, sealed)).toThrow(refused);
  });

  it('does not take one place for another whose parts run together alike', () => {
    const sealed = sealWithDataKey(dataKey, 1, { ...place, table: 'ab', column: 'c' }, Buffer.from('sample'));
    expect(() => openWithDataKey(dataKey, { ...place, table: 'a', column: 'bc' }, sealed)).toThrow(refused);
  });

  it('refuses another data key', () => {
    const sealed = sealWithDataKey(dataKey, 1, place, Buffer.from('sample'));
    expect(() => openWithDataKey(createSecretKey(randomBytes(32)), place, sealed)).toThrow(refused);
  });

  it('refuses a value that decrypts well but commits to no key', () => {
    const forge = (commitment: Buffer, salt: Buffer) => {
      const nonce = randomBytes(12);
      const header = Buffer.concat([Buffer.from('010100000001', 'hex'), salt, commitment, nonce]);
      const key = Buffer.from(hkdfSync('sha512', dataKey, salt, 'ocw1/enc', 32));
      return Buffer.concat([
        header,
        encryptAesGcm(key, nonce, Buffer.concat([header, encodePlace(place)]), Buffer.from('sample')),
      ]);
    };
    const salt = randomBytes(32);
    const honest = Buffer.from(hkdfSync('sha512', dataKey, salt, 'ocw1/commit', 32));
    expect(openWithDataKey(dataKey, place, forge(honest, salt)).toString()).toBe('sample');
    expect(() => openWithDataKey(dataKey, place, forge(randomBytes(32), salt))).toThrow(refused);
  });

  it('never seals the same text alike', () => {
    const seal = () => sealWithDataKey(dataKey, 1, place, Buffer.from('same')).toString('hex');
    expect(new Set(Array.from({ length: 200 }, seal)).size).toBe(200);
  });

  it('refuses to seal for half a place', () => {
    expect(() => sealWithDataKey(dataKey, 1, { ...place, rowId: '' }, Buffer.from('x'))).toThrow(TypeError);
  });
});
