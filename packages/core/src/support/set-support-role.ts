import { accountMutate } from '../account-mutate.ts';
import { notFound } from '../errors.ts';
import type { DatabaseRequest } from '../request-context.ts';

/** For the operator's command alone: makes an account support staff, or takes that from it. Throws `not_found`. */
export async function setSupportRole(
  request: DatabaseRequest,
  { email, given }: { email: string; given: boolean },
): Promise<void> {
  await accountMutate({
    request,
    actor: { type: 'system' },
    userId: null,
    run: async (tx) => {
      const user = await tx.user.findUnique({ where: { email: email.trim().toLowerCase() } });
      if (user === null) throw notFound('account');
      await tx.user.update({ where: { id: user.id }, data: { platformRole: given ? 'support' : null } });
      return user;
    },
    audit: (user) => ({
      action: given ? 'support.role_given' : 'support.role_taken',
      target: { type: 'account', id: user.id, name: user.name },
      before: { role: user.platformRole },
      after: { role: given ? 'support' : null },
    }),
  });
}
