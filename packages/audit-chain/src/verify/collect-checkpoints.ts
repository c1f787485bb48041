import { openCheckpoint } from '../checkpoint.ts';
import type { VerifierKey } from '../verifier-key.ts';
import type { FindingCode } from './finding.ts';

/** A checkpoint whose signature is right. `line` is null if it did not come out of the export. */
export type KnownCheckpoint = {
  readonly sequence: number;
  readonly hash: string;
  readonly time: Date;
  readonly line: number | null;
};

/** The checkpoints of one organisation, one a sequence, so that repeating them costs no memory. */
export type CheckpointCollection = {
  /** Takes one note; what is wrong with it, if anything. */
  add(note: string, line: number | null): { code: FindingCode; sequence: number | null } | null;
  /** Oldest event first. */
  sorted(): KnownCheckpoint[];
};

/** Collects the checkpoints of `organisation` that are signed by one of `keys`. */
export function collectCheckpoints(keys: readonly VerifierKey[], organisation: string): CheckpointCollection {
  const known = new Map<number, KnownCheckpoint>();
  return {
    add(note, line) {
      const checkpoint = tryOpen(keys, note);
      if (checkpoint === null) return { code: 'checkpoint-invalid', sequence: null };
      const { organisationId, sequence, time } = checkpoint;
      if (organisationId !== organisation) return { code: 'checkpoint-other-organisation', sequence };
      const hash = checkpoint.hash.toString('hex');
      const same = known.get(sequence);
      if (same !== undefined && same.hash !== hash) return { code: 'checkpoints-contradict', sequence };
      if (same === undefined || same.time < time) known.set(sequence, { sequence, hash, time, line });
      return null;
    },
    sorted: () => [...known.values()].toSorted((a, b) => a.sequence - b.sequence),
  };
}

/** null: malformed, or not signed by one of the keys. The caller reports it as a finding. */
function tryOpen(keys: readonly VerifierKey[], note: string) {
  try {
    return openCheckpoint(keys, note);
  } catch {
    return null;
  }
}
