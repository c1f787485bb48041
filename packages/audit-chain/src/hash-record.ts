import { hash } from 'node:crypto';

/** SHA-256 (32 bytes) of a record's canonical text, as UTF-8, or of its bytes. */
export function hashRecord(record: string | Uint8Array): Buffer {
  return hash('sha256', record, 'buffer');
}
