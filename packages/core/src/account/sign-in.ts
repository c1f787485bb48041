import { z } from 'zod';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { openSession, type SignedIn } from '../session/open-session.ts';
import { guardedTry } from './guarded-try.ts';
import { passwordFits } from './hash-password.ts';
import { signInWithCode } from './sign-in-with-code.ts';
import { clearFailures } from './sign-in-throttle.ts';
import { noteFailure } from './note-failure.ts';

const input = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(128),
  code: z.string().max(100).optional(),
});

type Verdict = SignedIn | 'second_factor_required' | 'code_refused' | null;

/**
 * Signs in with e-mail address and password, and opens a session. Null when they do not fit, as slow for an account that
 * does not exist; when they fit and the account has a second factor, 'second_factor_required' without a code and
 * 'code_refused' for a wrong one. Each try is in the audit log; a wrong code counts like a wrong password.
 * Throws `too_many_requests` while the account or the address is locked (5 failures within 10 minutes).
 */
export async function signIn(
  request: RequestContext,
  credentials: { email: string; password: string; code?: string | undefined },
): Promise<Verdict> {
  const parsed = input.safeParse(credentials);
  if (!parsed.success) return null;
  const { data } = parsed;
  return guardedTry(request, data.email, () => trySignIn(request, data));
}

async function trySignIn(request: RequestContext, { email, password, code }: z.infer<typeof input>): Promise<Verdict> {
  const user = await readAccounts(request.services).user.findUnique({
    where: { email },
    include: { secondFactor: true },
  });
  if (!(await passwordFits(user?.passwordHash ?? null, password)) || user === null) {
    const account = user && { userId: user.id, name: user.name };
    const reason = account === null ? 'unknown account' : 'wrong password';
    await noteFailure(request, { email, account, actor: { type: 'anonymous' }, reason });
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
