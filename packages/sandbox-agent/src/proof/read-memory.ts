import { readFile } from 'node:fs/promises';

const CGROUP_FILES = ['/sys/fs/cgroup/memory.current', '/sys/fs/cgroup/memory/memory.usage_in_bytes'];

/** Memory in use, in bytes: the sandbox's own count, else this process's. */
export async function readMemoryBytes(): Promise<number> {
  for (const file of CGROUP_FILES) {
    const bytes = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  }
  return process.memoryUsage.rss();
}
