import { setTimeout as delay } from 'node:timers/promises';
import { isMissing, statusOf } from '../classify-docker-failure.ts';
import { attempt } from './engine.ts';

const ATTEMPTS = 60;
const PAUSE_MS = 250;

/**
 * Removes and looks until the thing is missing. A refusal for the moment (403 and 409: another call is
 * removing it or what uses it; 5xx) is tried again, for about 15 s; the last one is thrown.
 */
export async function removeUntilGone(
  what: string,
  thing: { remove: () => Promise<unknown>; inspect: () => Promise<unknown> },
): Promise<void> {
  await attempt(`remove ${what}`, async () => {
    for (let left = ATTEMPTS; ; left -= 1) {
      try {
        await thing.remove();
        await thing.inspect();
      } catch (error) {
        if (isMissing(error)) return;
        const status = statusOf(error) ?? 0;
        const passing = status === 403 || status === 409 || status >= 500;
        if (!passing || left <= 0) throw error;
      }
      if (left <= 0) throw new Error(`${what} is still there.`);
      await delay(PAUSE_MS);
    }
  });
}
