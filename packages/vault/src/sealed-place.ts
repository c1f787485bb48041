/** Where a sealed value lives. It opens nowhere else. schemaVersion is that of the plaintext's shape. */
export type SealedPlace = {
  organisationId: string;
  table: string;
  column: string;
  rowId: string;
  schemaVersion: number;
};

/** The associated data of a place: each part with its length (4 bytes, big-endian) before it, so that no two places read alike. */
export function encodePlace(place: SealedPlace): Buffer {
  const { organisationId, table, column, rowId, schemaVersion } = place;
  if ([organisationId, table, column, rowId].includes(''))
    throw new TypeError('A sealed place needs all of its parts.');
  const parts = [
    ...[organisationId, table, column, rowId].map((part) => Buffer.from(part, 'utf8')),
    uint32(schemaVersion),
  ];
  return Buffer.concat(parts.flatMap((part) => [uint32(part.length), part]));
}

/** Four bytes, big-endian; throws RangeError beyond them. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
