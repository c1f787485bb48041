import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LEAST_RETENTION_DAYS,
  LEAST_RETENTION_MS,
  openCheckpoint,
  readPublicKeys,
  type VerifierKey,
} from '@clawberth/audit-chain';
import { dropAuditMonths, listAuditMonths, type AuditMonth } from '@clawberth/db/retention';
import { ClawberthError } from '../../errors.ts';
import type { CheckpointStore } from '../checkpoint/checkpoint-store.ts';
import { PUBLIC_KEY_FILE } from '../checkpoint/open-audit-services.ts';
import { notedSequence } from '../checkpoint/noted-sequence.ts';
import { openFileCheckpoints } from '../checkpoint/open-file-checkpoints.ts';

export type Retained = {
  /** Months that went, as events_<year>_<month>. */
  dropped: string[];
  /** The oldest month that is old enough to go and stays, and why. */
  kept: { part: string; organisationId: string; reason: string } | null;
};

/**
 * Drops whole months that ended more than `days` ago, oldest first, as the owner of the tables. A month goes only when,
 * for every organisation in it, a signed checkpoint that is itself at least 90 days old names its last event: what stays
 * can then still be proved. The first that lacks one ends it. Throws `invalid_input` for fewer than 90 days.
 */
export async function retainAuditLog(options: {
  ownerUrl: string;
  checkpointDir: string;
  days: number;
}): Promise<Retained> {
  const { ownerUrl, checkpointDir, days } = options;
  if (!Number.isSafeInteger(days) || days < LEAST_RETENTION_DAYS) {
    throw new ClawberthError('invalid_input', `The audit log is kept for ${LEAST_RETENTION_DAYS} days at least.`);
  }
  const months = await listAuditMonths({ ownerUrl, days });
  if (months.length === 0) return { dropped: [], kept: null };
  const keys = await readKeys(join(checkpointDir, PUBLIC_KEY_FILE));
  const checkpoints = openFileCheckpoints({ folder: checkpointDir, log: { error: () => undefined } });
  const parts: string[] = [];
  let kept: Retained['kept'] = null;
  for (const month of months) {
    const open = await firstUncovered(month, checkpoints, keys);
    if (open !== null) {
      kept = { part: month.part, ...open };
      break;
    }
    parts.push(month.part);
  }
  return { dropped: parts.length === 0 ? [] : await dropAuditMonths({ ownerUrl, days, parts }), kept };
}

async function firstUncovered(
  { ends }: AuditMonth,
  checkpoints: CheckpointStore,
  keys: readonly VerifierKey[],
): Promise<{ organisationId: string; reason: string } | null> {
  for (const { organisationId, sequence, hash } of ends) {
    let reason: string | null = `no checkpoint of event ${sequence}`;
    for await (const note of checkpoints.notes(organisationId)) {
      if (notedSequence(note) === sequence) reason = whyNot(keys, note, { organisationId, hash });
      if (reason === null) break;
    }
    if (reason !== null) return { organisationId, reason };
  }
  return null;
}

/** Why a checkpoint of the event does not do; null when it does. */
function whyNot(
  keys: readonly VerifierKey[],
  note: string,
  end: { organisationId: string; hash: string },
): string | null {
  try {
    const found = openCheckpoint(keys, note);
    if (found.organisationId !== end.organisationId || found.hash.toString('hex') !== end.hash)
      return 'the log does not agree with its checkpoint';
    return found.time.getTime() > Date.now() - LEAST_RETENTION_MS
      ? `its checkpoint is younger than ${LEAST_RETENTION_DAYS} days`
      : null;
  } catch {
    return 'a stored checkpoint is damaged or forged';
  }
}

/** None before the first process that signs has started: then there is no checkpoint either. */
async function readKeys(file: string): Promise<VerifierKey[]> {
  try {
    return readPublicKeys(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
