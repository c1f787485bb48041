import type { DataKeyRow } from './key-store.ts';
import { uint32 } from './sealed-place.ts';

/** What a wrapped data key is bound to: its organisation (a UUID, so of one length), its version and its master key's. */
export function wrappingContext(key: Pick<DataKeyRow, 'organisationId' | 'version' | 'masterKeyVersion'>): Buffer {
  if (!/^[0-9a-f-]{36}$/.test(key.organisationId)) throw new TypeError("An organisation's id is a lower-case UUID.");
  return Buffer.concat([
    Buffer.from(`ocw1\0dek\0${key.organisationId}`, 'utf8'),
    uint32(key.version),
    uint32(key.masterKeyVersion),
  ]);
}
