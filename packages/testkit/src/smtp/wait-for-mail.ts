import type { ReceivedMail, SmtpState } from './smtp-types.ts';

/** The first letter, past or to come, that the predicate accepts. Rejects after timeoutMs, naming what came instead. */
export function waitForMail(
  state: SmtpState,
  predicate: (mail: ReceivedMail) => boolean,
  timeoutMs: number,
): Promise<ReceivedMail> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      state.waiting.delete(look);
    };
    const look = () => {
      const found = state.mails.find(predicate);
      if (found === undefined) return;
      end();
      resolve(found);
    };
    const timer = setTimeout(() => {
      end();
      const came = state.mails.map(({ to, subject }) => `${subject} → ${to.join(', ')}`).join('; ');
      reject(new Error(`No such letter within ${timeoutMs} ms. Came: ${came || 'nothing'}`));
    }, timeoutMs);
    state.waiting.add(look);
    look();
  });
}
