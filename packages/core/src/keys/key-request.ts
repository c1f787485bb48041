import type { AuditEntry } from '../audit-row.ts';
import type { Services } from '../services.ts';

/** What happened last in a rotation: for a progress bar, and for tests that end one there. */
export type KeyStep =
  | { at: 'prepared' | 'added' | 'in_use' | 'emptied' | 'withdrawn'; masterKey: number }
  /** Processes that are not ready yet, by name and machine; none any more in the last one. */
  | { at: 'waiting'; missing: readonly string[] }
  /** Requests under way may still write under the earlier key until then. */
  | { at: 'settling'; seconds: number }
  | {
      at: 'keys_added' | 'keys_moved' | 'values_moved' | 'keys_emptied' | 'checked' | 'destroyed';
      done: number;
      total: number;
    };

/** What an operator's command on keys works with. */
export type KeyRequest = {
  services: Pick<Services, 'database' | 'vault' | 'masterKeys'>;
  /** Told after each step has been committed. What it throws ends the command there. */
  tell: (step: KeyStep) => void | Promise<void>;
  /** Ends the command before its next step: the lock was lost, or the operator said so. */
  signal: AbortSignal;
  patience: KeyPatience;
};

export type KeyPatience = {
  /** How long processes may take to be ready. */
  processesMs: number;
  /** How long a request may be under way with a key that it got before. */
  settleMs: number;
};

/** A transaction ends within 10 s, and begins within 5 s of what it writes. */
export const PATIENCE: KeyPatience = { processesMs: 60_000, settleMs: 20_000 };

/** A key as the audit log names it. */
export function keyTarget(version: number): AuditEntry['target'] {
  return { type: 'key', id: String(version), name: null };
}
