/** No event of the log is dropped before it is this old (drop_audit_partitions in the migrations). */
export const LEAST_RETENTION_DAYS = 90;
export const LEAST_RETENTION_MS = LEAST_RETENTION_DAYS * 86_400_000;
