import { outsideTexts, runInside } from '../harness/sandbox.ts';

/** Runs inside the sandbox: looks for each needle in every file, environment and command line that the bot can read. */
const SEARCH_SCRIPT = `
const fs = require('node:fs'); const path = require('node:path');
const needles = JSON.parse(process.argv[1]).map((text) => Buffer.from(text, 'base64'));
const self = String(process.pid);
const found = needles.map(() => []);
const look = (file) => {
  let content; try { const { size } = fs.statSync(file); if (size > 64 * 1024 * 1024) return; content = fs.readFileSync(file); } catch { return; }
  needles.forEach((needle, index) => { if (content.includes(needle)) found[index].push(file); });
};
const walk = (folder) => {
  let entries; try { entries = fs.readdirSync(folder, { withFileTypes: true }); } catch { return; }
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) walk(full); else if (entry.isFile()) look(full);
  }
};
for (const folder of ['/state', '/tmp', '/run', '/etc', '/var', '/home', '/opt/clawberth', '/dev/shm']) walk(folder);
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name) && name !== self)) {
  look('/proc/' + pid + '/environ'); look('/proc/' + pid + '/cmdline');
}
process.stdout.write(JSON.stringify(found));
`;

/** Where inside the sandbox, in `docker inspect` or in the container's log each needle stands. */
export async function findInSandbox(botId: string, needles: readonly string[]): Promise<string[][]> {
  // Base64, so that the search does not find its own command line.
  const coded = JSON.stringify(needles.map((needle) => Buffer.from(needle).toString('base64')));
  const inside = JSON.parse(await runInside(botId, SEARCH_SCRIPT, [coded])) as string[][];
  const outside = await outsideTexts(botId);
  return needles.map((needle, index) => [
    ...(inside[index] ?? []),
    ...(outside.includes(needle) ? ['docker inspect or log'] : []),
  ]);
}
