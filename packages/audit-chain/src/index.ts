export { assertRecordValue } from './assert-record-value.ts';
export { FIRST_PREVIOUS_HASH, RECORD_KEYS } from './audit-record.ts';
export type { AuditRecord, RecordObject, RecordValue } from './audit-record.ts';
export { canonicalRecord } from './canonical-record.ts';
export { openCheckpoint, signCheckpoint } from './checkpoint.ts';
export type { Checkpoint } from './checkpoint.ts';
export { hashRecord } from './hash-record.ts';
export { generateSigningKey, publicKeyText, readPublicKeys, readSigningKey, signingKeyPem } from './signing-key.ts';
export type { VerifierKey } from './verifier-key.ts';
