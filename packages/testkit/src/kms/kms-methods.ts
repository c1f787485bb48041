import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { crc32c } from './crc32c.ts';
import { invalidArgument, KmsRefusal } from './kms-refusal.ts';
import type { KmsKey, KmsState } from './kms-state.ts';

/** cloud.google.com/kms/docs/reference/rest/v1: plaintext and aad of software keys, 64 KiB each. */
const mostBytes = 65_536;
const base64 = z
  .string()
  .regex(/^[\w+/-]*={0,2}$/)
  .transform((text) => Buffer.from(text, 'base64'));
/** google.protobuf.Int64Value in JSON: digits, or a number. */
const int64 = z.union([z.string().regex(/^\d{1,19}$/), z.int().nonnegative()]).transform(Number);
const aad = { additionalAuthenticatedData: base64.optional(), additionalAuthenticatedDataCrc32c: int64.optional() };
const encryptFields = z.strictObject({ plaintext: base64, plaintextCrc32c: int64.optional(), ...aad });
const decryptFields = z.strictObject({ ciphertext: base64, ciphertextCrc32c: int64.optional(), ...aad });

/** `cryptoKeys.encrypt`: under the primary version. Throws KmsRefusal as Google's API would refuse. */
export function encrypt(state: KmsState, keyName: string, body: unknown): Record<string, unknown> {
  const fields = read(encryptFields, body);
  const context = fields.additionalAuthenticatedData ?? Buffer.alloc(0);
  for (const [name, bytes] of [
    ['plaintext', fields.plaintext],
    ['additional_authenticated_data', context],
  ] as const)
    if (bytes.length > mostBytes) throw invalidArgument(`The field ${name} is longer than ${mostBytes} bytes.`);
  checkSum('plaintext', fields.plaintext, fields.plaintextCrc32c);
  checkSum('additional_authenticated_data', context, fields.additionalAuthenticatedDataCrc32c);
  const key = usable(state, keyName);
  const version = key.versions.size;
  const secret = key.versions.get(version) ?? Buffer.alloc(0);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
  cipher.setAAD(context);
  const sealed = Buffer.concat([cipher.update(fields.plaintext), cipher.final()]);
  const ciphertext = Buffer.concat([Uint8Array.of(0x5d, version), nonce, sealed, cipher.getAuthTag()]);
  return {
    name: `${keyName}/cryptoKeyVersions/${version}`,
    ciphertext: ciphertext.toString('base64'),
    ciphertextCrc32c: sum(state, ciphertext),
    verifiedPlaintextCrc32c: fields.plaintextCrc32c !== undefined,
    verifiedAdditionalAuthenticatedDataCrc32c: fields.additionalAuthenticatedDataCrc32c !== undefined,
  };
}

/** `cryptoKeys.decrypt`: under whichever version made it. Throws KmsRefusal as Google's API would refuse. */
export function decrypt(state: KmsState, keyName: string, body: unknown): Record<string, unknown> {
  const fields = read(decryptFields, body);
  const context = fields.additionalAuthenticatedData ?? Buffer.alloc(0);
  checkSum('ciphertext', fields.ciphertext, fields.ciphertextCrc32c);
  checkSum('additional_authenticated_data', context, fields.additionalAuthenticatedDataCrc32c);
  const { versions } = usable(state, keyName);
  const secret = fields.ciphertext[0] === 0x5d ? versions.get(fields.ciphertext[1] ?? 0) : undefined;
  const tagStart = fields.ciphertext.length - 16;
  const refusal = invalidArgument("Decryption failed: verify that 'name' refers to the correct CryptoKey.");
  if (secret === undefined || tagStart < 14) throw refusal;
  const decipher = createDecipheriv('aes-256-gcm', secret, fields.ciphertext.subarray(2, 14), { authTagLength: 16 });
  decipher.setAAD(context);
  decipher.setAuthTag(fields.ciphertext.subarray(tagStart));
  let plaintext: Buffer;
  try {
    plaintext = Buffer.concat([decipher.update(fields.ciphertext.subarray(14, tagStart)), decipher.final()]);
  } catch {
    throw refusal;
  }
  return {
    plaintext: plaintext.toString('base64'),
    plaintextCrc32c: sum(state, plaintext),
    usedPrimary: fields.ciphertext[1] === versions.size,
  };
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown =
    issue?.code === 'unrecognized_keys' ? `Unknown name "${issue.keys.join('", "')}": Cannot find field.` : null;
  throw invalidArgument(`Invalid JSON payload received. ${unknown ?? `Invalid value at '${issue?.path.join('.')}'`}`);
}

function usable(state: KmsState, keyName: string): KmsKey {
  const key = state.keys.get(keyName);
  if (key === undefined) throw new KmsRefusal(404, 'NOT_FOUND', `CryptoKey ${keyName} not found.`);
  if (key.enabled) return key;
  const version = `${keyName}/cryptoKeyVersions/${key.versions.size}`;
  throw new KmsRefusal(400, 'FAILED_PRECONDITION', `${version} is not enabled, current state is: DISABLED.`);
}

function checkSum(field: string, bytes: Uint8Array, given: number | undefined): void {
  if (given !== undefined && given !== crc32c(bytes))
    throw invalidArgument(`The checksum in field ${field}_crc32c did not match the data in field ${field}.`);
}

function sum(state: KmsState, bytes: Uint8Array): string {
  const spoil = state.wrongChecksums > 0 ? 1 : 0;
  state.wrongChecksums -= spoil;
  return String((crc32c(bytes) ^ spoil) >>> 0);
}
