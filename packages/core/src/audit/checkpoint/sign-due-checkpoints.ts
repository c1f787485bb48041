import { openCheckpoint, type Checkpoint } from '@clawberth/audit-chain';
import type { Services } from '../../services.ts';
import { ChainDisagreement } from './chain-disagreement.ts';
import { requireAuditServices } from './require-audit-services.ts';
import { signCheckpoint } from './sign-checkpoint.ts';

/** A grown log is signed again an hour after its last checkpoint, in ms; the pace of the callers makes up the rest. */
const DUE_AFTER_MS = 55 * 60_000;
const AT_ONCE = 4;

export type SignedCheckpoints = {
  /** Logs that have a newer checkpoint now. */
  signed: number;
  /** Organisations whose log does not agree with its checkpoint. */
  disagreeing: string[];
};

type Chain = { organisationId: string; sequence: number };

/**
 * Signs a checkpoint of every log that has grown and has none of the last hour; the first of a day (UTC) checks the log
 * from its first event. What is due is read from the stored checkpoints, so it may be called at any time. A log that
 * became shorter, or is gone, disagrees. Throws when Postgres or the store of checkpoints does not answer.
 */
export async function signDueCheckpoints(services: Services): Promise<SignedCheckpoints> {
  const { checkpoints, verifierKeys } = requireAuditServices(services);
  const stored = await checkpoints.organisations();
  const rows = await services.database.lookup.$queryRaw<
    { organisationId: string; sequence: bigint }[]
  >`select * from lookup_audit_chains()`;
  const heads = new Map(rows.map(({ organisationId, sequence }) => [organisationId, Number(sequence)]));
  const chains: Chain[] = [...new Set([...heads.keys(), ...stored])].map((organisationId) => ({
    organisationId,
    sequence: heads.get(organisationId) ?? 0,
  }));
  const result: SignedCheckpoints = { signed: 0, disagreeing: [] };

  async function signOne({ organisationId, sequence }: Chain): Promise<void> {
    const last = lastOf(await checkpoints.last(organisationId));
    if (!isDue(sequence, last)) return;
    try {
      await signCheckpoint(services, organisationId, { whole: last === 'damaged' || !isToday(last) });
      result.signed += 1;
    } catch (error) {
      if (!(error instanceof ChainDisagreement)) throw error;
      result.disagreeing.push(organisationId);
    }
  }
  // Several at a time, until there are none left.
  const next = chains.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const chain of next) await signOne(chain);
    }),
  );
  return result;

  /** A damaged note is for signCheckpoint to refuse. */
  function lastOf(note: string | null): Checkpoint | 'damaged' | null {
    if (note === null) return null;
    try {
      return openCheckpoint(verifierKeys, note);
    } catch {
      return 'damaged';
    }
  }
}

function isDue(sequence: number, last: Checkpoint | 'damaged' | null): boolean {
  if (last === null) return sequence > 0;
  if (last === 'damaged' || sequence < last.sequence) return true;
  return sequence > last.sequence && last.time.getTime() <= Date.now() - DUE_AFTER_MS;
}

const isToday = (last: Checkpoint | null): boolean =>
  last !== null && last.time.toISOString().slice(0, 10) === new Date().toISOString().slice(0, 10);
