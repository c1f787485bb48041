import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILDS } from '../world/start-dashboard.ts';

/** What the modules say that stand in for the checks (…/testing/unchecked/). */
const MARKS = ['unchecked: require-permission', 'unchecked: open-context', 'unchecked: make-prisma'];

/** Which of the modules without checks the server of a build holds. */
export async function uncheckedModulesIn(build: keyof typeof BUILDS): Promise<string[]> {
  const folder = join(BUILDS[build], 'server');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'));
  const found = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const mark of MARKS) if (text.includes(mark)) found.add(mark);
  }
  return MARKS.filter((mark) => found.has(mark));
}
