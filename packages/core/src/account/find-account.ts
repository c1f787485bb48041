import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { readAccounts } from '../scope-of.ts';
import type { Services } from '../services.ts';

/** A person as sign-in knows them; never leaves core. */
export type Account = { userId: string; email: string; name: string; passwordHash: string | null };

const select = { id: true, email: true, name: true, passwordHash: true } as const;
type Row = { id: string; email: string; name: string; passwordHash: string | null };
const toAccount = ({ id, ...rest }: Row): Account => ({ userId: id, ...rest });

/** The account of a signed-in person. Throws `not_found`. */
export async function findAccount(services: Pick<Services, 'database'>, userId: string): Promise<Account> {
  const id = idOrNotFound('account', userId);
  const row = await readAccounts(services).user.findUnique({ where: { id }, select });
  if (row === null) throw notFound('account');
  return toAccount(row);
}

/** The account with this e-mail address, in lower case; null when nobody has it. */
export async function findAccountByEmail(services: Pick<Services, 'database'>, email: string): Promise<Account | null> {
  const row = await readAccounts(services).user.findUnique({ where: { email }, select });
  return row === null ? null : toAccount(row);
}

/** Who acts, in the log, when somebody acts on their own account. */
export const actorOf = ({ userId, name }: Pick<Account, 'userId' | 'name'>) => ({
  type: 'user' as const,
  userId,
  name,
  role: null,
});

/** What the log says was acted upon. */
export const accountTarget = ({ userId, name }: Pick<Account, 'userId' | 'name'>) => ({
  type: 'account' as const,
  id: userId,
  name,
});
