import Docker from 'dockerode';
import { readInside } from '../../harness/sandbox.ts';
import { containersOf } from './docker.ts';
import { filesBelow } from './files.ts';
import type { Instance } from './instance.ts';
import { sample, type Sample } from './sample.ts';

/** Runs inside: prints every file, environment and command line that the bot can read, each as lengths, name, content. */
const PRINT_ALL = `
const fs = require('node:fs'); const path = require('node:path');
const self = new Set([String(process.pid), 'self', 'thread-self']);
const out = []; const u32 = (n) => { const b = Buffer.alloc(4); b.writeUInt32LE(n); return b; };
const add = (name, content) => { const head = Buffer.from(name); out.push(u32(head.length), u32(content.length), head, content); };
const look = (file, name = file) => {
  try { if (fs.statSync(file).size > 64 * 1024 * 1024) return add('TOO LARGE ' + file, Buffer.alloc(0)); add(name, fs.readFileSync(file)); } catch {}
};
const walk = (folder) => {
  let entries; try { entries = fs.readdirSync(folder, { withFileTypes: true }); } catch { return; }
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) walk(full); else if (entry.isFile()) look(full);
  }
};
for (const folder of ['/state', '/tmp', '/run', '/etc', '/var', '/home', '/dev/shm']) walk(folder);
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name) && !self.has(name))) {
  let line = ''; try { line = fs.readFileSync('/proc/' + pid + '/cmdline', 'latin1').split('\\0').join(' ').slice(0, 80); } catch { continue; }
  look('/proc/' + pid + '/cmdline', 'cmdline of ' + line); look('/proc/' + pid + '/environ', 'environ of ' + line);
}
const all = Buffer.concat(out);
let at = 0; const more = () => { while (at < all.length) { const end = Math.min(at + 65536, all.length); const part = all.subarray(at, end); at = end; if (!process.stdout.write(part)) return process.stdout.once('drain', more); } };
more();
`;

/** Every file, environment and command line in each running sandbox, as its bot sees them; nothing is handed in to be looked for. */
export async function* insideSandboxes(instance: Instance): AsyncGenerator<Sample> {
  for (const { Labels, State } of await containersOf(instance)) {
    if (State !== 'running') continue;
    const botId = Labels['clawberth.bot'] ?? '';
    const all = await readInside(botId, PRINT_ALL);
    for (let at = 0; at < all.length;) {
      const [nameLength, length] = [all.readUInt32LE(at), all.readUInt32LE(at + 4)];
      const name = all.toString('utf8', at + 8, at + 8 + nameLength);
      if (name.startsWith('TOO LARGE')) throw new Error(`${name}: more than this search reads.`);
      at += 8 + nameLength + length;
      yield sample(`bot ${botId}: ${name}`, all.subarray(at - length, at));
    }
  }
}

/** The volumes of all bots, as root on this machine sees them. */
export async function* botVolumes({ name }: Instance): AsyncGenerator<Sample> {
  const { Volumes } = await new Docker().listVolumes({ filters: { label: [`clawberth.instance=${name}`] } });
  for (const { Mountpoint } of Volumes ?? []) yield* filesBelow(Mountpoint);
}
