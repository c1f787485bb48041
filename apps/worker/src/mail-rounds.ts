import { setTimeout as sleep } from 'node:timers/promises';
import { mail, type Logger, type Services } from '@clawberth/core';
import { MAIL_EVERY_MS } from './tunables.ts';

export type MailRounds = {
  /** Begins no more rounds; resolves when the running one has ended. */
  close(): Promise<void>;
};

/** Sends what letters are due, every few seconds, one round at a time. A round that fails is told in the log; the next one tries again. */
export function startMailRounds({
  services,
  mailer,
  log,
  everyMs = MAIL_EVERY_MS,
}: {
  services: Services;
  mailer: mail.Mailer;
  log: Logger;
  everyMs?: number;
}): MailRounds {
  const ended = new AbortController();
  const rounds = (async () => {
    while (!ended.signal.aborted) {
      try {
        const sent = await mail.sendDueMail(services, mailer);
        if (sent > 0) log.info({ letters: sent }, 'letters were sent');
      } catch (error) {
        log.error({ err: error }, 'a round of letters failed; the next one tries again');
      }
      await sleep(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  return {
    async close() {
      ended.abort();
      await rounds;
      mailer.close();
    },
  };
}
