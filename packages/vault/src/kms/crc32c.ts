import { Crc32c } from '@aws-crypto/crc32c';

/** CRC-32C (Castagnoli, RFC 3720) as an unsigned number: the checksum of Google Cloud KMS. */
export function crc32c(bytes: Uint8Array): number {
  return new Crc32c().update(bytes).digest();
}
