// @ts-check
import { processSpecs } from './control-plane/process-specs.mjs';
import { supervise } from './control-plane/supervise.mjs';
import { stopSandboxes } from './control-plane/stop-sandboxes.mjs';

/** @typedef {import('./instance/describe-instance.mjs').Instance} Instance */

/**
 * Starts airlock, worker and dashboard of an instance whose database is migrated and whose apps are built.
 * @param {Instance} instance
 * @param {{botImage: string, extraEnv?: NodeJS.ProcessEnv, onGivenUp?: (problem: unknown) => void, onStop?: (stop: () => Promise<void>) => void}} options
 *   `onGivenUp` is told when a process keeps dying; `onStop` gets `stop` at once, for whoever may have to end it half-started
 * @returns {Promise<{url: string, stop: () => Promise<void>}>} once all three answer
 */
export async function startControlPlane(
  instance,
  { botImage, extraEnv = {}, onGivenUp = () => {}, onStop = () => {} },
) {
  const specs = processSpecs(instance, { botImage, extraEnv });
  /** @type {Awaited<ReturnType<typeof supervise>>[]} */
  const running = [];
  let stopped = false;
  const stop = async () => {
    stopped = true;
    for (const one of running.toReversed()) await one.stop();
    await stopSandboxes(instance.name);
  };
  onStop(stop);
  try {
    for (const spec of specs) if (!stopped) running.push(await supervise(instance, spec, onGivenUp));
    await Promise.all(running.map((one) => one.ready()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: specs.at(-1)?.env['NEXTAUTH_URL'] ?? '', stop };
}
