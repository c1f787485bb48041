import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { composeMail } from '../mail/compose-mail.ts';
import { sealLetter, type SealedLetter } from '../mail/seal-letter.ts';
import type { MailMatter } from '../mail/types.ts';
import type { RequestContext } from '../request-context.ts';
import type { Account } from './find-account.ts';

type Matter = Extract<MailMatter, { kind: `second_factor_${string}` | 'signed_out_everywhere' | 'recovery_code_used' }>;
/** The matter without when and from where: these are the request's. */
type Told<M> = M extends Matter ? Omit<M, 'at' | 'ip'> : never;

/**
 * The letter that tells somebody what was done with their account, sealed; queueMail puts it into the transaction that
 * does it. They learn of it even when it was somebody else.
 */
export function writeAccountLetter(
  { services, ip }: RequestContext,
  { email: recipient }: Pick<Account, 'email'>,
  told: Told<Matter>,
): Promise<SealedLetter> {
  const mail = composeMail({ ...told, at: new Date(), ip });
  return sealLetter(services, { organisationId: PLATFORM_ORGANISATION, kind: told.kind, recipient, mail });
}
