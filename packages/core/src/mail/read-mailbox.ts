import type { Services } from '../services.ts';
import { readAsSystem } from '../scope-of.ts';
import { openLetter } from './seal-letter.ts';

export type MailboxLetter = { id: string; recipient: string; createdAt: Date; subject: string; text: string };

/**
 * Letters of every organisation that no mail server has taken, newest first, at most 50. Only for a machine that somebody
 * tries Clawberth out on: whoever shows this must make sure that nobody else asks.
 */
export async function readMailbox(services: Services): Promise<MailboxLetter[]> {
  const found = await services.database.lookup.$queryRaw<{ mailId: string; organisationId: string }[]>`
    select * from lookup_mailbox()`;
  const letters = await Promise.all(
    found.map(async ({ mailId: id, organisationId }) => {
      const row = await readAsSystem(services, organisationId).mail.findFirst({ where: { id, organisationId } });
      const mail = row === null ? null : await openLetter(services, row);
      if (row === null || mail === null) return [];
      const { recipient, createdAt } = row;
      return [{ id, recipient, createdAt, subject: mail.subject, text: mail.text }];
    }),
  );
  return letters.flat();
}
