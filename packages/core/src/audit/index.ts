export * from './views.ts';
export { listAuditEvents as list } from './list-audit-events.ts';
export { describeEvent as describe } from './describe-event.ts';
export type { AuditListInput } from './list-audit-events.ts';
export { AUDIT_ACTIONS, type AuditAction } from './actions.ts';
