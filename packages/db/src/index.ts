export { createDatabase, type Database } from './client.ts';
export type { Listen } from './listen.ts';
export type { ReadClient, TenantTx } from './read-client.ts';
export { Prisma } from './generated/client.ts';
export type {
  AuditEvent,
  Bot,
  BotSecret,
  ConfigVersion,
  DataKey,
  DeployStage,
  Invitation,
  MasterKey,
  Membership,
  Organisation,
  PairingRequest,
  Sandbox,
  SandboxCommand,
  SandboxToken,
  User,
} from './generated/client.ts';
export * from './generated/enums.ts';
