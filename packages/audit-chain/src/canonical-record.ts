import canonicalize from 'canonicalize';
import { assertRecordValue } from './assert-record-value.ts';
import type { AuditRecord } from './audit-record.ts';

/**
 * The record as RFC 8785 (JCS) JSON: keys sorted, no spaces. Its UTF-8 bytes are what is hashed and exported.
 * Throws a TypeError for what a record may not hold (`assertRecordValue`).
 */
export function canonicalRecord(record: AuditRecord): string {
  assertRecordValue(record, 'record');
  const text = canonicalize(record);
  if (text === undefined) throw new TypeError('A record must be an object');
  return text;
}
