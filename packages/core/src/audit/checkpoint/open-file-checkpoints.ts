import { createReadStream } from 'node:fs';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CheckpointStore } from './checkpoint-store.ts';
import { splitNotes } from './split-notes.ts';

const ENDING = '.checkpoints';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** How much of a file's end is looked at for its last note, and what half a note has at most, in bytes; ours have some 300. */
const TAIL = 1 << 16;
const LONGEST_NOTE = 4_096;

/**
 * Checkpoints in a folder: one file an organisation, notes one after the other, only ever appended to and synced to the
 * disk. What a crash left of a note at the end of a file is passed over when reading, and cut off, with a line in the
 * log, by the next append. Throws what the file system throws.
 */
export function openFileCheckpoints({ folder, log }: { folder: string; log: Pick<Logger, 'error'> }): CheckpointStore {
  return {
    async last(organisationId) {
      const file = await openIfThere(fileOf(folder, organisationId));
      if (file === null) return null;
      try {
        return splitNotes(await readTail(file)).notes.at(-1) ?? null;
      } finally {
        await file.close();
      }
    },

    async *notes(organisationId) {
      const path = fileOf(folder, organisationId);
      const there = await openIfThere(path);
      if (there === null) return;
      await there.close();
      let text = '';
      for await (const piece of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
        const { notes, rest } = splitNotes(text + piece);
        yield* notes;
        text = rest;
      }
    },

    async append(organisationId, notes) {
      if (notes.length === 0) return;
      const path = fileOf(folder, organisationId);
      const isNew = (await openIfThere(path).then((file) => file?.close() ?? null)) === null;
      const file = await open(path, 'a+', 0o644);
      try {
        // Where a group shares the folder (the containers of two of our processes), it shares the file.
        if (isNew) await file.chmod(0o644 | ((await stat(folder)).mode & 0o020));
        await cutTornEnd(file, (bytes) => log.error({ organisationId, bytes }, 'cut half a checkpoint off its file'));
        const bytes = Buffer.from(notes.join(''));
        const { bytesWritten } = await file.write(bytes);
        if (bytesWritten !== bytes.length) throw new Error('The checkpoint could not be written whole.');
        await file.sync();
      } finally {
        await file.close();
      }
      if (isNew) await syncFolder(folder);
    },

    async organisations() {
      const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
      return names.map((name) => name.slice(0, -ENDING.length)).filter((name) => UUID.test(name));
    },
  };
}

function fileOf(folder: string, organisationId: string): string {
  if (!UUID.test(organisationId)) throw new TypeError('Checkpoints belong to an organisation with a UUID.');
  return join(folder, `${organisationId}${ENDING}`);
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The end of the file, from the beginning of a line on. */
async function readTail(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  const from = Math.max(0, size - TAIL);
  const bytes = Buffer.alloc(size - from);
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) throw new Error('The file of checkpoints became shorter while it was read.');
    at += bytesRead;
  }
  const start = from === 0 ? 0 : bytes.indexOf('\nclawberth.audit/') + 1;
  return bytes.toString('utf8', start);
}

async function cutTornEnd(file: FileHandle, report: (bytes: number) => void): Promise<void> {
  const torn = Buffer.byteLength(splitNotes(await readTail(file)).rest);
  if (torn === 0) return;
  if (torn > LONGEST_NOTE) throw new Error('The file of checkpoints ends in something that is no checkpoint.');
  await file.truncate((await file.stat()).size - torn);
  report(torn);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
