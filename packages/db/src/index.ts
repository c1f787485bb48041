export { createDatabase, type Database } from './client.ts';
export type { Listen } from './listen.ts';
export { UnsafeDatabaseError } from './require-safe-role.ts';
export { PLATFORM_ORGANISATION, scopeStatement, type Scope } from './scope.ts';
export type { ReadClient, TenantTx } from './read-client.ts';
export { Prisma } from './generated/client.ts';
export type {
  AuditChain,
  AuditEvent,
  Bot,
  BotSecret,
  BotVariable,
  ConfigVersion,
  DataKey,
  DeployStage,
  GuestBot,
  Identity,
  Invitation,
  Mail,
  MasterKey,
  Membership,
  Organisation,
  PairingRequest,
  ProcessReport,
  RecoveryCode,
  Sandbox,
  SandboxCommand,
  SandboxToken,
  SecondFactor,
  Session,
  SupportVisit,
  User,
} from './generated/client.ts';
export * from './generated/enums.ts';
