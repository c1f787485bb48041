/** What a screen may bundle for the browser: types and pure functions, nothing of Node's. */
export type * from './audit/views.ts';
export type * from './bot/views.ts';
export type * from './member/views.ts';
export type * from './organisation/views.ts';
export type * from './person/views.ts';
export { AUDIT_ACTIONS, type AuditAction } from './audit/actions.ts';
export { describeEvent } from './audit/describe-event.ts';
export * from './secrets/recognise-secrets.ts';
export { parseEnvFile, type EnvFileEntry } from './bot/parse-env-file.ts';
export { nameProblem as variableNameProblem } from './bot/variable-names.ts';
export { isSecretVariable, valueProblem as variableValueProblem } from './bot/variable-values.ts';
export { PERMISSIONS, roleAllows, type Permission } from './permissions.ts';
export type { DeployInput } from './bot/deploy-input.ts';
export type { Role } from '@clawberth/db';
