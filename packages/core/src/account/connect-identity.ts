import { accountMutate } from '../account-mutate.ts';
import { ClawberthError } from '../errors.ts';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { readAccountTicket } from './account-ticket.ts';
import { actorOf, findAccount } from './find-account.ts';
import { PROVIDER_NAMES, readIdentity } from './identity-input.ts';
import type { OutsideIdentity } from './views.ts';

/**
 * Connects an account at Google or GitHub, which signs the person in from then on. Whether its address is theirs does
 * not matter: they have both at hand. Throws `not_signed_in` for a ticket of another session or too old, `conflict` when
 * it signs somebody else in, or when another one of this provider is connected.
 */
export async function connectIdentity(
  request: RequestContext,
  { userId, ticket, identity: input }: { userId: string; ticket: string; identity: OutsideIdentity },
): Promise<void> {
  const { services, session } = request;
  const identity = readIdentity(input);
  const { provider, providerAccountId } = identity;
  const allowed = readAccountTicket(services, 'connect', ticket);
  if (
    session === null ||
    allowed.sessionId !== session.id ||
    allowed.userId !== userId ||
    allowed.provider !== provider
  )
    throw new ClawberthError(
      'not_signed_in',
      'This was begun somewhere else. Please start again in your account settings.',
    );
  const account = await findAccount(services, userId);
  const name = PROVIDER_NAMES[provider];
  const where = { provider_providerAccountId: { provider, providerAccountId } };
  const known = await readAccounts(services).identity.findUnique({ where });
  if (known?.userId === account.userId) return;
  const taken = new ClawberthError('conflict', `This ${name} account signs somebody else in. Nothing was changed.`);
  if (known !== null) throw taken;
  try {
    await accountMutate({
      request,
      actor: actorOf(account),
      userId: account.userId,
      run: async (tx) => {
        await tx.$queryRaw`select 1 from "User" where "id" = ${account.userId}::uuid for update`;
        if ((await tx.identity.count({ where: { userId: account.userId, provider } })) > 0)
          throw new ClawberthError('conflict', `Another ${name} account is connected. Disconnect that one first.`);
        await tx.identity.create({ data: { provider, providerAccountId, userId: account.userId } });
      },
      audit: () => ({
        action: 'account.identity_connected',
        target: { type: 'account', id: account.userId, name },
        after: { provider },
      }),
    });
  } catch (error) {
    if (isUniqueViolation(error, 'Identity_pkey')) throw taken;
    throw error;
  }
}
