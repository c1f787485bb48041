import { RuntimeError, type BotRuntime } from '@clawberth/runtime';
import type { Logger } from '@clawberth/core';
import type { NotReady } from './situation.ts';
import { READINESS_CHECK_MS, READINESS_RETRY_MS } from './tunables.ts';

export type Readiness = {
  /** Null: the machine can start sandboxes. */
  notReady(): NotReady | null;
  /** Looks now. */
  check(): Promise<NotReady | null>;
  /** Looks again and again until stopped; `onReady` is called each time the machine has become ready. */
  start(onReady: () => void): void;
  stop(): void;
};

/** Watches whether the machine can start sandboxes: Docker, gVisor, firewall and the bot image. */
export function createReadiness({
  runtime,
  image,
  log,
}: {
  runtime: BotRuntime;
  image: string;
  log: Logger;
}): Readiness {
  let state: NotReady | null = { code: 'runtime_unavailable', message: 'The machine has not been looked at yet.' };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function check(): Promise<NotReady | null> {
    const before = state;
    try {
      await runtime.assertReady();
      await runtime.ensureImage(image);
      state = null;
    } catch (error) {
      state =
        error instanceof RuntimeError
          ? { code: error.code, message: error.message }
          : { code: 'runtime_failed', message: 'The runtime could not be checked.' };
      if (before?.code !== state.code) log.error({ err: error, code: state.code }, 'no sandbox can be started');
    }
    if (before !== null && state === null) log.info('sandboxes can be started');
    return state;
  }

  return {
    notReady: () => state,
    check,
    start(onReady) {
      const again = async (): Promise<void> => {
        const before = state;
        await check();
        if (before !== null && state === null) onReady();
        if (!stopped) timer = setTimeout(() => void again(), state === null ? READINESS_CHECK_MS : READINESS_RETRY_MS);
      };
      timer = setTimeout(() => void again(), READINESS_RETRY_MS);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
