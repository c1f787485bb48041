export { dropAuditMonths, listAuditMonths, type AuditMonth } from './audit-months.ts';
