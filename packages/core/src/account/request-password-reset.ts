import { createHash } from 'node:crypto';
import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { emailField } from '../input/account-fields.ts';
import { parseInput } from '../input/parse-input.ts';
import { composeMail } from '../mail/compose-mail.ts';
import { queueMail, withdrawMail } from '../mail/queue-mail.ts';
import { sealLetter } from '../mail/seal-letter.ts';
import { PLATFORM_ORGANISATION } from '../platform.ts';
import type { RequestContext } from '../request-context.ts';
import { accountTarget, findAccountByEmail, type Account } from './find-account.ts';
import { signResetTicket } from './reset-ticket.ts';
import { countFailure, requireNotLocked } from './sign-in-throttle.ts';

const schema = z.object({ email: emailField });

/**
 * Sends a letter with a link for a new password, if the address has an account with a password; says nothing of whether
 * it has. The fifth request for an address, or from one, within 10 minutes locks for 10. The ticket stands behind the
 * link's #, which no server and no log sees. Throws `invalid_input` at `email`, `too_many_requests`.
 */
export async function requestPasswordReset(
  request: RequestContext,
  { email: typed, dashboardUrl }: { email: string; dashboardUrl: string },
): Promise<void> {
  const { email } = parseInput(schema, { email: typed });
  const keys = resetKeys(email, request.ip);
  await requireNotLocked(request, keys);
  const account = await findAccountByEmail(request.services, email);
  const letter =
    account === null || account.passwordHash === null ? null : await writeLetter(request, account, dashboardUrl);
  await accountMutate({
    request,
    actor: { type: 'anonymous' },
    userId: account?.userId ?? null,
    run: async (tx) => {
      await countFailure(tx, keys);
      if (letter === null) return [];
      await withdrawMail(tx, { organisationId: PLATFORM_ORGANISATION, kind: 'password_reset', recipient: email });
      return [await queueMail(tx, letter)];
    },
    audit: (queued) => [
      {
        action: 'account.password_reset_asked',
        target: account === null ? { type: 'account', id: null, name: null } : accountTarget(account),
        after: { letter: queued.length > 0 },
      },
      ...queued,
    ],
  });
}

function resetKeys(email: string, ip: string | null): string[] {
  const key = (text: string) => createHash('sha256').update(`reset ${text}`).digest('hex');
  return [key(`account ${email}`), ...(ip === null ? [] : [key(`address ${ip}`)])].sort();
}

async function writeLetter({ services, ip }: RequestContext, account: Account, dashboardUrl: string) {
  const { ticket, expiresAt } = signResetTicket(services, account.userId, account.passwordHash ?? '');
  const url = new URL(`/reset#${ticket}`, dashboardUrl).href;
  const mail = composeMail({ kind: 'password_reset', url, expiresAt, ip });
  return sealLetter(services, {
    organisationId: PLATFORM_ORGANISATION,
    kind: 'password_reset',
    recipient: account.email,
    mail,
  });
}
