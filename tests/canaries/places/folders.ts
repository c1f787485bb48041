import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow } from './files.ts';
import type { Instance } from './instance.ts';
import type { Sample } from './sample.ts';

export const logFiles = ({ home }: Instance): AsyncGenerator<Sample> => filesBelow(`${home}/logs`);
export const checkpointFiles = ({ home }: Instance): AsyncGenerator<Sample> => filesBelow(`${home}/audit-checkpoints`);
export const runFiles = ({ home }: Instance): AsyncGenerator<Sample> => filesBelow(`${home}/run`);

/** What the product, Next and Node left in the machine's folders for temporary things since `since`. */
export async function* temporaryFiles(since: Date): AsyncGenerator<Sample> {
  const folders = new Set([tmpdir(), '/tmp', '/var/tmp', '/dev/shm']);
  for (const folder of folders) {
    for (const name of await readdir(folder)) {
      if (!/^(\.?clawberth|next|node|core|v8|npm|openclaw|turbo|runsc|docker)/i.test(name)) continue;
      const facts = await stat(join(folder, name)).catch(() => null);
      if (facts !== null && facts.mtime >= since) yield* filesBelow(join(folder, name));
    }
  }
}
