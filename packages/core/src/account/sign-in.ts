import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { recordRefusal } from '../record-refusal.ts';
import type { RequestContext } from '../request-context.ts';
import { PLATFORM_ORGANISATION } from '../platform.ts';
import { readAccounts } from '../scope-of.ts';
import { openSession, type SignedIn } from '../session/open-session.ts';
import { passwordFits } from './hash-password.ts';
import { signInWithCode } from './sign-in-with-code.ts';
import { clearFailures, countFailure, requireNotLocked, throttleKeys } from './sign-in-throttle.ts';

const input = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(128),
  code: z.string().max(100).optional(),
});

/**
 * Signs in with e-mail address and password, and opens a session. Null when they do not fit, as slow for an account that
 * does not exist; when they fit and the account has a second factor, 'second_factor_required' without a code and
 * 'code_refused' for a wrong one. Each try is in the audit log; a wrong code counts like a wrong password.
 * Throws `too_many_requests` while the account or the address is locked (5 failures within 10 minutes).
 */
export async function signIn(
  request: RequestContext,
  credentials: { email: string; password: string; code?: string | undefined },
): Promise<SignedIn | 'second_factor_required' | 'code_refused' | null> {
  const parsed = input.safeParse(credentials);
  if (!parsed.success) return null;
  const { email, password, code } = parsed.data;
  const keys = throttleKeys(email, request.ip);
  const anonymous = { type: 'anonymous' } as const;
  await requireNotLocked(request, keys).catch(async (error: unknown) => {
    await recordRefusal(
      { ...request, organisationId: PLATFORM_ORGANISATION, actor: anonymous },
      'sign-in while locked',
    );
    throw error;
  });
  const user = await readAccounts(request.services).user.findUnique({
    where: { email },
    include: { secondFactor: true },
  });
  if (!(await passwordFits(user?.passwordHash ?? null, password)) || user === null) {
    await accountMutate({
      request,
      actor: anonymous,
      userId: user?.id ?? null,
      run: (tx) => countFailure(tx, keys),
      audit: () => ({
        action: 'account.sign_in_failed',
        result: 'refused',
        target: { type: 'account', id: user?.id ?? null, name: user?.name ?? null },
        after: { reason: user === null ? 'unknown account' : 'wrong password' },
      }),
    });
    return null;
  }
  if ((user.secondFactor?.confirmedAt ?? null) !== null) {
    if (!code) return 'second_factor_required';
    const { id: userId, name, passwordHash } = user;
    return signInWithCode(request, { userId, email, name, passwordHash }, { method: 'password', code });
  }
  return openSession(request, user, {
    method: 'password',
    secondFactor: false,
    alongside: (tx) => clearFailures(tx, email),
  });
}
