import { accountMutate } from '../account-mutate.ts';
import { writeAccountLetter } from '../account/account-letter.ts';
import { accountTarget, actorOf, findAccount } from '../account/find-account.ts';
import { ClawberthError } from '../errors.ts';
import { fieldError } from '../input/parse-input.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { RequestContext } from '../request-context.ts';
import { checkTotp } from './check-totp.ts';
import { readSecondFactor } from './read-second-factor.ts';
import { replaceRecoveryCodes } from './replace-recovery-codes.ts';

/**
 * Turns the second factor on with the first code of the app, and gives ten recovery codes, this once. The session
 * that did it has proved it; a letter tells the person. Throws `invalid_input` at `code`, `conflict` when nothing was started or it is on already.
 */
export async function confirmSecondFactor(
  request: RequestContext,
  { userId, code }: { userId: string; code: string },
): Promise<{ recoveryCodes: string[] }> {
  const account = await findAccount(request.services, userId);
  const factor = await readSecondFactor(request.services, account.userId);
  if (factor === null || factor.confirmedAt !== null) throw notStarted();
  const step = checkTotp({ secret: factor.secret, code, lastStep: factor.lastStep });
  if (step === null) {
    throw fieldError(
      'invalid_input',
      'code',
      'This code does not fit. Check that the clock of your phone is right, and type the next code.',
    );
  }
  const now = new Date();
  const letter = await writeAccountLetter(request, account, { kind: 'second_factor_on' });
  const { recoveryCodes } = await accountMutate({
    request,
    actor: actorOf(account),
    userId: account.userId,
    run: async (tx) => {
      const { count } = await tx.secondFactor.updateMany({
        where: { userId: account.userId, confirmedAt: null },
        data: { confirmedAt: now, lastStep: step },
      });
      if (count === 0) throw notStarted();
      if (request.session !== null)
        await tx.session.updateMany({
          where: { id: request.session.id, userId: account.userId, endedAt: null },
          data: { secondFactorAt: now },
        });
      return { recoveryCodes: await replaceRecoveryCodes(tx, account.userId), queued: await queueMail(tx, letter) };
    },
    audit: ({ recoveryCodes, queued }) => [
      {
        action: 'account.second_factor_on',
        target: accountTarget(account),
        after: { recovery_codes: recoveryCodes.length },
      },
      queued,
    ],
  });
  return { recoveryCodes };
}

const notStarted = () =>
  new ClawberthError('conflict', 'There is no second factor to confirm. Reload the page to see how it stands.');
