import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { emailField } from '../input/account-fields.ts';
import { parseInput } from '../input/parse-input.ts';
import { composeMail } from '../mail/compose-mail.ts';
import { queueMail, withdrawMail } from '../mail/queue-mail.ts';
import { sealLetter } from '../mail/seal-letter.ts';
import type { RequestContext } from '../request-context.ts';
import { accountTarget, findAccountByEmail, type Account } from './find-account.ts';
import { guardedTry } from './guarded-try.ts';
import { signResetTicket } from './reset-ticket.ts';
import { countFailure } from './sign-in-throttle.ts';

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
  await guardedTry(request, email, (keys) => ask(request, { email, dashboardUrl, keys }), 'reset');
}

type Asked = { email: string; dashboardUrl: string; keys: readonly string[] };

async function ask(request: RequestContext, { email, dashboardUrl, keys }: Asked): Promise<void> {
  const account = await findAccountByEmail(request.services, email);
  const letter = account === null ? null : await writeLetter(request, account, dashboardUrl);
  await accountMutate({
    request,
    actor: { type: 'anonymous' },
    userId: account?.userId ?? null,
    run: async (tx) => {
      // Each is counted: nobody is to be sent letters without end.
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

/** Null for somebody who has no password: they sign in elsewhere. */
async function writeLetter({ services, ip }: RequestContext, account: Account, dashboardUrl: string) {
  if (account.passwordHash === null) return null;
  const { ticket, expiresAt } = signResetTicket(services, account.userId, account.passwordHash);
  const url = new URL(`/reset#${ticket}`, dashboardUrl).href;
  const mail = composeMail({ kind: 'password_reset', url, expiresAt, ip });
  return sealLetter(services, {
    organisationId: PLATFORM_ORGANISATION,
    kind: 'password_reset',
    recipient: account.email,
    mail,
  });
}
