// @ts-check

/**
 * What a step found: `found` says what is there, `wrong` what is not as it must be, `mend` what to do about it.
 * `lacksPackage`: the Debian packages of the step must be installed first.
 * @typedef {{ok: boolean, found: string, wrong?: string, mend?: string, lacksPackage?: boolean}} Check
 *
 * One prerequisite. `check` changes nothing and is quick; `install` makes it so and may assume that
 * the Debian `packages` of all steps that were not ok are there by then.
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} [packages] Debian packages, `@backports` at the end where Debian's own is too old
 * @property {() => Promise<Check>} check
 * @property {() => Promise<void>} [install]
 */

/**
 * A step that is no more than a program from a Debian package.
 * @param {{name: string, program: string, packages: string[], versionArgs?: string[] | null}} input
 *   `versionArgs: null` for a program that is too slow to be asked
 * @returns {Step}
 */
export function programStep({ name, program, packages, versionArgs = ['--version'] }) {
  return {
    name,
    packages,
    async check() {
      const { findProgram } = await import('../lib/find-program.mjs');
      const { run } = await import('../lib/run-command.mjs');
      const path = await findProgram(program);
      if (!path)
        return {
          ok: false,
          found: 'nothing',
          wrong: `${program} is missing`,
          mend: `apt-get install ${packages.join(' ')}`,
          lacksPackage: true,
        };
      if (!versionArgs) return { ok: true, found: path };
      const { stdout, stderr } = await run(path, versionArgs);
      return { ok: true, found: `${(stdout || stderr).trim().split('\n')[0]} (${path})` };
    },
  };
}
