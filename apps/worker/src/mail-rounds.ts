import { mail, type Logger, type Services } from '@clawberth/core';
import { MAIL_EVERY_MS } from './tunables.ts';
import { repeatRounds } from './repeat-rounds.ts';

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
  const run = async (): Promise<void> => {
    const sent = await mail.sendDueMail(services, mailer);
    if (sent > 0) log.info({ letters: sent }, 'letters were sent');
  };
  const rounds = repeatRounds({ what: 'a round of letters', everyMs, run, log }, ended.signal);
  return {
    async close() {
      ended.abort();
      await rounds;
      mailer.close();
    },
  };
}
