import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HASH = 32;
const KEPT = 1 << 20;

/** The hashes of all records, by their place from 0: checkpoints, which stand at the end of an export, need them. */
export type HashSpool = {
  add(hashes: Uint8Array): void;
  /** In hex; null where there is none. */
  at(place: number): string | null;
  close(): void;
};

/**
 * A spool that keeps memory flat: beyond 1 MiB (32,768 hashes) it goes to a file without a name in the temporary folder,
 * 32 bytes a record. Throws what the file system throws.
 */
export function openHashSpool(): HashSpool {
  const kept = Buffer.allocUnsafe(KEPT);
  let [used, written] = [0, 0];
  let file: number | null = null;

  const write = (bytes: Uint8Array) => {
    file ??= openUnnamed();
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, written + at);
    written += bytes.length;
  };
  return {
    add(hashes) {
      if (used + hashes.length > KEPT) {
        write(kept.subarray(0, used));
        used = 0;
      }
      if (hashes.length > KEPT) return write(hashes);
      kept.set(hashes, used);
      used += hashes.length;
    },
    at(place) {
      const from = place * HASH;
      if (from < 0 || from + HASH > written + used) return null;
      if (from >= written || file === null) return kept.toString('hex', from - written, from - written + HASH);
      const hash = Buffer.alloc(HASH);
      return readSync(file, hash, 0, HASH, from) === HASH ? hash.toString('hex') : null;
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

/** Opened and at once removed: nothing is left behind, even by a kill -9. */
function openUnnamed(): number {
  const folder = mkdtempSync(join(tmpdir(), 'clawberth-audit-'));
  try {
    return openSync(join(folder, 'hashes'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
