import { readdir, readFile } from 'node:fs/promises';
import type { Instance } from './instance.ts';
import { sample, type Sample } from './sample.ts';

/** `environment` is null where the kernel shows it to nobody, as with the machine's first process in some containers. */
type Process = { pid: number; parent: number; command: string; environment: Buffer | null };

/**
 * Environment and command line of every process of the instance on this machine: those that carry its mark or its
 * folder, the sandboxes' own as the host sees them (`containerIds`), and the children of all these. Nothing of the test itself.
 */
export async function* hostProcesses(instance: Instance, containerIds: readonly string[]): AsyncGenerator<Sample> {
  const all = await readAll();
  const marks = [`CLAWBERTH_PROCESS=${instance.name}/`, `${instance.home}/`, ...containerIds];
  const ours = new Set<number>();
  for (const { pid, command, environment } of all) {
    const facts = `${environment?.toString('latin1') ?? ''}\0${command}\0`;
    const starts = command.includes('infra/local/start.mjs') && facts.includes(`CLAWBERTH_INSTANCE=${instance.name}\0`);
    if (starts || marks.some((mark) => facts.includes(mark))) ours.add(pid);
  }
  for (let before = -1; before !== ours.size;) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  for (const { pid, command, environment } of all) {
    if (!ours.has(pid) || pid === process.pid) continue;
    if (environment === null) throw new Error(`The environment of process ${pid} cannot be read.`);
    yield sample(`/proc/${pid}/cmdline`, command);
    yield sample(`/proc/${pid}/environ`, environment);
  }
}

async function readAll(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map(readOne));
  return all.filter((one) => one !== null);
}

async function readOne(pid: number): Promise<Process | null> {
  try {
    const [status, command, environment] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'latin1'),
      readFile(`/proc/${pid}/cmdline`, 'latin1'),
      readFile(`/proc/${pid}/environ`).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EACCES') return null;
        throw error;
      }),
    ]);
    return { pid, parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0), command, environment };
  } catch (error) {
    // It has ended in between.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
