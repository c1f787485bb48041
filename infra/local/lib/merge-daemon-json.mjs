// @ts-check
import { Problem } from './problem.mjs';

/**
 * Docker's daemon.json with one more runtime in it; everything else stays as it was.
 * @param {string} text the present file, empty when there is none
 * @param {string} name
 * @param {string} path
 * @returns {string}
 * @throws {Problem} when the present file is not a JSON object: it is somebody's, so it is not overwritten
 */
export function mergeDaemonJson(text, name, path) {
  const settings = parseDaemonJson(text);
  const runtimes =
    typeof settings['runtimes'] === 'object' && settings['runtimes'] !== null ? settings['runtimes'] : {};
  return `${JSON.stringify({ ...settings, runtimes: { ...runtimes, [name]: { path } } }, null, 2)}\n`;
}

/**
 * The path that a runtime is registered with, if it is.
 * @param {string} text
 * @param {string} name
 * @returns {string | undefined}
 */
export function registeredRuntime(text, name) {
  const runtimes = /** @type {Record<string, {path?: unknown}> | undefined} */ (parseDaemonJson(text)['runtimes']);
  const path = runtimes?.[name]?.path;
  return typeof path === 'string' ? path : undefined;
}

/** @param {string} text @returns {Record<string, unknown>} */
function parseDaemonJson(text) {
  if (text.trim() === '') return {};
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(
      '/etc/docker/daemon.json is not valid JSON.',
      'Repair that file (or move it away), then start again.',
    );
  }
  return /** @type {Record<string, unknown>} */ (value);
}
