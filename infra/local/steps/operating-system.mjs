// @ts-check
import { findProgram } from '../lib/find-program.mjs';
import { readOsRelease } from '../lib/os-release.mjs';

/** @type {import('./step.mjs').Step} */
export const operatingSystem = {
  name: 'operating system',
  async check() {
    const { name, codename } = await readOsRelease();
    const found = `${name}, ${process.arch}, ${process.getuid?.() === 0 ? 'root' : 'not root'}`;
    if (process.platform !== 'linux') {
      return {
        ok: false,
        found,
        wrong: 'gVisor and Docker need Linux',
        mend: 'run Clawberth on a Debian 12 machine or virtual machine',
      };
    }
    if (process.getuid?.() !== 0) {
      return {
        ok: false,
        found,
        wrong: 'sandboxes and their firewall need root',
        mend: 'run it as root: sudo npm start',
      };
    }
    if (!(await findProgram('apt-get')) || codename === '') {
      return {
        ok: false,
        found,
        wrong: 'there is no apt here, so missing programs cannot be installed for you',
        mend: 'use Debian 12, or install what the other lines name yourself',
      };
    }
    return { ok: true, found };
  },
};
