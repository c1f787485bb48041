// @ts-check
import { spawn } from 'node:child_process';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to our own environment
 * @property {string} [cwd]
 * @property {string} [input] given on stdin; without it stdin is closed
 * @property {number} [timeoutMs]
 * @property {(text: string) => void} [onOutput] sees both streams as they come
 *
 * @typedef {{code: number, stdout: string, stderr: string}} RunResult
 */

/**
 * Runs a program to its end and never throws: a program that cannot be started ends with code 127,
 * one that was killed (also by `timeoutMs`) with 128.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    const timer = options.timeoutMs ? setTimeout(() => child.kill('SIGKILL'), options.timeoutMs) : undefined;
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      options.onOutput?.(String(chunk));
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
      options.onOutput?.(String(chunk));
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: `${stderr}${error.message}` });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 128, stdout, stderr });
    });
    child.stdin?.on('error', () => {}); // the program may end without reading its input
    child.stdin?.end(options.input);
  });
}

/**
 * Runs a program that must succeed and gives its stdout.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions & {what?: string, mend?: string}} [options] words for the `Problem` it throws otherwise
 * @returns {Promise<string>}
 */
export async function runOrFail(program, args, options = {}) {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code === 0) return stdout;
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n');
  throw new Problem(
    `${options.what ?? `"${program} ${args.slice(0, 4).join(' ')}"`} failed (exit code ${code}).\n${tail}`,
    options.mend ?? 'Read the lines above; run `npm run doctor` to see what this machine lacks.',
  );
}
