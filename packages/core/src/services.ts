import type { Database } from '@clawberth/db';
import type { MasterKeys, Vault } from '@clawberth/vault';
import type { Logger } from 'pino';
import type { AuditServices } from './audit/checkpoint/open-audit-services.ts';

/** Rings the worker. Never throws when Redis is down: the sweep finds the bot anyway. */
export type Doorbell = { ring(botId: string): Promise<void> };

/** Where the outside world answers; overridden where a proxy or a stand-in speaks for it. */
export type Outside = {
  telegramApiRoot: string;
  /** Upstream roots by provider id, over the catalogue's own. */
  providerRoots: Readonly<Record<string, string>>;
};

/** The parts that verbs work with, built once a process by createServices. */
export type Services = {
  database: Database;
  vault: Vault;
  /** Every master key of this process. */
  masterKeys: MasterKeys;
  /** A UUID of this process's own: its row in ProcessReport. */
  processId: string;
  doorbell: Doorbell;
  outside: Outside;
  /** What signs the audit log's checkpoints; null in the airlock. */
  audit: AuditServices | null;
  /** HMAC key of the tickets between dashboard and airlock. */
  internalKey: Buffer;
  log: Logger;
};
