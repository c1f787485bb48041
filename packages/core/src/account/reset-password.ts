import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { ClawberthError } from '../errors.ts';
import { newPasswordField } from '../input/account-fields.ts';
import { parseInput } from '../input/parse-input.ts';
import { readAccounts } from '../scope-of.ts';
import type { RequestContext } from '../request-context.ts';
import { accountTarget, actorOf, findAccount } from './find-account.ts';
import { hashPassword } from './hash-password.ts';
import { requireGoodPassword } from './require-good-password.ts';
import { readResetTicket, resetTicketFits } from './reset-ticket.ts';
import { clearFailures } from './sign-in-throttle.ts';
import { endSessions } from '../session/end-sessions.ts';

const schema = z.object({ newPassword: newPasswordField });

/**
 * Sets a new password by a reset letter's ticket, once, and ends all sessions. Signs nobody in: a second factor is still
 * asked for. Throws `conflict` for a ticket that is forged, used or too old, `invalid_input` at `newPassword`.
 */
export async function resetPassword(
  request: RequestContext,
  { ticket, ...input }: { ticket: string; newPassword: string },
): Promise<void> {
  const claimed = readResetTicket(ticket);
  if (claimed === null) throw tooOld();
  const known = await readAccounts(request.services).user.count({ where: { id: claimed.userId } });
  if (known === 0) throw tooOld();
  const account = await findAccount(request.services, claimed.userId);
  const { passwordHash: earlier } = account;
  if (earlier === null || !resetTicketFits(request.services, ticket, earlier)) throw tooOld();
  const { newPassword } = parseInput(schema, input);
  requireGoodPassword(newPassword, [account.name, account.email], 'newPassword');
  const passwordHash = await hashPassword(newPassword);
  await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      // Compared with the hash that the ticket was checked against: of two at once, one wins.
      const { count } = await tx.user.updateMany({
        where: { id: account.userId, passwordHash: earlier },
        data: { passwordHash },
      });
      if (count === 0) throw tooOld();
      await clearFailures(tx, account.email);
      return endSessions(tx, { userId: account.userId });
    },
    audit: (sessions) => ({ action: 'account.password_reset', target: accountTarget(account), after: { sessions } }),
  });
}

const tooOld = () =>
  new ClawberthError('conflict', 'This link was used already, or is older than half an hour. Ask for a new one.');
