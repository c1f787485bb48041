import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { newPasswordField } from '../input/account-fields.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import type { RequestContext } from '../request-context.ts';
import { accountTarget, actorOf, findAccount } from './find-account.ts';
import { hashPassword, passwordFits } from './hash-password.ts';
import { proveAgain, type Proof } from './prove-again.ts';
import { requireGoodPassword } from './require-good-password.ts';
import { endSessions } from '../session/end-sessions.ts';

const schema = z.object({ newPassword: newPasswordField });

/**
 * Sets a new password and ends all of the person's other sessions; gives how many. Whoever has a password shows the old
 * one, a code alone is not enough; whoever has none shows a code of their second factor, if it is on. Throws
 * `invalid_input` at `password`, `code` or `newPassword`, and what proveAgain throws.
 */
export async function changePassword(
  request: RequestContext,
  { userId, proof, ...input }: { userId: string; proof: Proof; newPassword: string },
): Promise<{ ended: number }> {
  const account = await findAccount(request.services, userId);
  const first = account.passwordHash === null;
  const { newPassword } = parseInput(schema, input);
  requireGoodPassword(newPassword, [account.name, account.email], 'newPassword');
  await proveAgain(request, account, first ? { code: proof.code } : { password: proof.password });
  if (await passwordFits(account.passwordHash, newPassword))
    throw fieldError('invalid_input', 'newPassword', 'This is your password already. Please choose another one.');
  const passwordHash = await hashPassword(newPassword);
  return accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      await tx.user.update({ where: { id: account.userId }, data: { passwordHash } });
      const others = request.session === null ? {} : { id: { not: request.session.id } };
      return { ended: await endSessions(tx, { userId: account.userId, ...others }) };
    },
    audit: ({ ended }) => ({
      action: 'account.password_changed',
      target: accountTarget(account),
      before: { password: !first },
      after: { password: true, sessions_ended: ended },
    }),
  });
}
