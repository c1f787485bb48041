import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, type Knock } from '../directory.ts';
import type { Visit } from '../http/door.ts';
import type { Resolved, Route } from './route.ts';

/**
 * Looks the caller of a call under way up again, and cuts the call if it may not go on. A look-up that fails is tried again
 * for a moment; then the call is cut: nobody knows whether it still may.
 */
export async function lookAgain(visit: Visit, route: Route, knock: Knock, resolved: Resolved): Promise<void> {
  const { lookAgainTries, lookAgainPauseMs } = visit.door.limits;
  for (let tries = 1; !visit.over.aborted; tries += 1) {
    try {
      const now = await route.resolve(visit.door.directory, knock);
      const reason = resolved.cutFor(now);
      if (reason !== null) visit.stop(reason);
      return;
    } catch (error) {
      if (errorCode(error) === 'not_found') return visit.stop('forbidden');
      visit.door.log.warn({ route: route.name, code: errorCode(error) }, 'could not look a call under way up again');
      if (tries >= lookAgainTries) return visit.stop('no_directory');
      await sleep(lookAgainPauseMs);
    }
  }
}
