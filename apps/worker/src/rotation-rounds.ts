import { rotation, type Logger, type Services } from '@clawberth/core';
import { repeatRounds } from './repeat-rounds.ts';
import { ROTATION_EVERY_MS } from './tunables.ts';

export type RotationRounds = {
  /** Begins no more rounds; resolves when the running one has ended. */
  close(): Promise<void>;
};

/** Looks after secrets that are due, hourly. A round that fails is told in the log; the next one tries again. */
export function startRotationRounds({
  services,
  dashboardUrl,
  log,
  everyMs = ROTATION_EVERY_MS,
}: {
  services: Services;
  /** How people reach the dashboard; null where nobody said. */
  dashboardUrl: string | null;
  log: Logger;
  everyMs?: number;
}): RotationRounds {
  const ended = new AbortController();
  const run = async (): Promise<void> => {
    const { reminded, renewed } = await rotation.lookAfterRotation(services, { dashboardUrl });
    if (reminded + renewed > 0) log.info({ reminded, renewed }, 'secrets that are due were looked after');
  };
  const rounds = repeatRounds({ what: 'looking after secrets that are due', everyMs, run, log }, ended.signal);
  return {
    async close() {
      ended.abort();
      await rounds;
    },
  };
}
