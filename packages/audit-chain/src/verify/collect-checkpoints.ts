import type { FindingCode } from './finding.ts';
import type { OpenedCheckpoint } from './open-notes.ts';

/** A well-signed checkpoint of the organisation. `line` is null if it did not come out of the export. */
export type KnownCheckpoint = OpenedCheckpoint & { readonly line: number | null };

/** The checkpoints of one organisation, one a sequence, so that repeating them costs no memory. */
export type CheckpointCollection = {
  /** Takes one (null: it could not be opened); what is wrong with it, if anything. */
  add(
    checkpoint: OpenedCheckpoint | null,
    line: number | null,
  ): { readonly code: FindingCode; readonly sequence: number | null } | null;
  /** Oldest event first. */
  sorted(): KnownCheckpoint[];
};

/** Collects the checkpoints of `organisation`. */
export function collectCheckpoints(organisation: string): CheckpointCollection {
  const known = new Map<number, KnownCheckpoint>();
  return {
    add(checkpoint, line) {
      if (checkpoint === null) return { code: 'checkpoint-invalid', sequence: null };
      const { sequence, hash, time } = checkpoint;
      if (checkpoint.organisation !== organisation) return { code: 'checkpoint-other-organisation', sequence };
      const same = known.get(sequence);
      if (same !== undefined && same.hash !== hash) return { code: 'checkpoints-contradict', sequence };
      if (same === undefined || same.time < time) known.set(sequence, { ...checkpoint, line });
      return null;
    },
    sorted: () => [...known.values()].toSorted((a, b) => a.sequence - b.sequence),
  };
}
