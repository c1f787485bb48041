import { afterEach, beforeEach, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { startGoogleKmsStandIn, type KmsStandIn } from './start-google-kms-stand-in.ts';

const key = 'projects/p/locations/global/keyRings/ring/cryptoKeys/key';
const text = Buffer.from('something to keep');
const aad = Buffer.from('for here');
let kms: KmsStandIn;
beforeEach(async () => {
  kms = await startGoogleKmsStandIn();
  kms.addKey(key);
});
afterEach(() => kms.close());

type Answer = { status: number; body: Record<string, unknown> };
async function call(method: string, fields: unknown, name = key, query = '', init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${kms.url}/v1/${name}:${method}${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
    ...init,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const request = (bytes: Uint8Array, context = aad) => ({
  plaintext: Buffer.from(bytes).toString('base64'),
  plaintextCrc32c: String(crc32c(bytes)),
  additionalAuthenticatedData: context.toString('base64'),
  additionalAuthenticatedDataCrc32c: String(crc32c(context)),
});
const refused = (status: number, code: string, message: RegExp) => ({
  status,
  body: { error: { code: status, status: code, message: expect.stringMatching(message) } },
});

it('says what it is', async () => {
  const response = await fetch(kms.url);
  expect(response.headers.get('server')).toBe('clawberth-google-kms-stand-in');
});

it('encrypts, checks what it was told to check, and decrypts for the same aad alone', async () => {
  const { status, body } = await call('encrypt', request(text));
  expect(status).toBe(200);
  const ciphertext = Buffer.from(String(body['ciphertext']), 'base64');
  expect(body).toEqual({
    name: `${key}/cryptoKeyVersions/1`,
    ciphertext: expect.any(String),
    ciphertextCrc32c: String(crc32c(ciphertext)),
    verifiedPlaintextCrc32c: true,
    verifiedAdditionalAuthenticatedDataCrc32c: true,
    protectionLevel: 'SOFTWARE',
  });
  expect(ciphertext.includes(text)).toBe(false);
  const opening = { ciphertext: body['ciphertext'], additionalAuthenticatedData: aad.toString('base64') };
  expect(await call('decrypt', opening, key, '?$alt=json%3Benum-encoding=int')).toMatchObject({
    status: 200,
    body: { plaintext: text.toString('base64'), plaintextCrc32c: String(crc32c(text)), protectionLevel: 1 },
  });
  const elsewhere = { ...opening, additionalAuthenticatedData: Buffer.from('elsewhere').toString('base64') };
  expect(await call('decrypt', elsewhere)).toMatchObject(refused(400, 'INVALID_ARGUMENT', /Decryption failed/));
  expect(await call('encrypt', { plaintext: text.toString('base64') })).toMatchObject({
    body: { verifiedPlaintextCrc32c: false, verifiedAdditionalAuthenticatedDataCrc32c: false },
  });
});

it.each([
  ['an unknown field', { plaintext: '', colour: 'red' }, /Unknown name "colour"/],
  ['a number where bytes belong', { plaintext: 7 }, /'plaintext'/],
  ['what is no base64', { plaintext: '%%%' }, /'plaintext'/],
  ['a checksum that is no number', { plaintext: '', plaintextCrc32c: 'x' }, /'plaintextCrc32c'/],
  ['a checksum of something else', { plaintext: '', plaintextCrc32c: '5' }, /plaintext_crc32c did not match/],
  ['no field at all', {}, /'plaintext'/],
  ['a list', [], /Invalid value/],
  ['too much', { plaintext: Buffer.alloc(65_537).toString('base64') }, /longer than 65536/],
])('refuses %s', async (_, fields, message) => {
  expect(await call('encrypt', fields)).toMatchObject(refused(400, 'INVALID_ARGUMENT', message));
});

it('refuses keys that it does not know or that are disabled, other methods, parameters and formats', async () => {
  expect(await call('encrypt', request(text), `${key}2`)).toMatchObject(refused(404, 'NOT_FOUND', /not found/));
  kms.disableKey(key);
  expect(await call('encrypt', request(text))).toMatchObject(refused(400, 'FAILED_PRECONDITION', /not enabled/));
  kms.enableKey(key);
  expect(await call('rawEncrypt', request(text))).toMatchObject(refused(404, 'NOT_FOUND', /Method/));
  expect(await call('encrypt', request(text), key, '?x=1')).toMatchObject(refused(400, 'INVALID_ARGUMENT', /"x"/));
  const plain = { headers: { 'content-type': 'text/plain' } };
  expect((await call('encrypt', request(text), key, '', plain)).status).toBe(400);
  expect((await call('encrypt', request(text), key, '', { body: '{' })).status).toBe(400);
  expect(() => kms.addKey('key')).toThrow('no name of a key');
});

it('notes what was asked without what was in it, and spoils as many checksums as it is told', async () => {
  kms.spoilChecksums(1);
  const first = await call('encrypt', request(text));
  const second = await call('encrypt', request(text));
  const fits = ({ body }: Answer) =>
    body['ciphertextCrc32c'] === String(crc32c(Buffer.from(String(body['ciphertext']), 'base64')));
  expect([fits(first), fits(second)]).toEqual([false, true]);
  const noted = { method: 'encrypt', keyName: key, status: 200 };
  expect(kms.requests()).toEqual([noted, noted]);
});

it('computes CRC-32C as RFC 3720 has it', () => {
  expect(crc32c(Buffer.from('123456789')).toString(16)).toBe('e3069283');
});
