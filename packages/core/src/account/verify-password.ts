import { z } from 'zod';
import type { RequestContext } from '../request-context.ts';
import { passwordFits } from './hash-password.ts';
import { signInBackOff } from './sign-in-back-off.ts';

const input = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(128),
});

/**
 * Who signs in with this e-mail address and password, or null; as slow for an account that does not exist.
 * Throws `too_many_requests` after 5 failures of the account, or 20 of the address, within 10 minutes.
 */
export async function verifyPassword(
  request: RequestContext,
  credentials: { email: string; password: string },
): Promise<{ userId: string; email: string; name: string } | null> {
  const parsed = input.safeParse(credentials);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;
  signInBackOff.check(email, request.ip);
  const user = await request.services.database.read.user.findUnique({ where: { email } });
  if (!(await passwordFits(user?.passwordHash ?? null, password)) || user === null) {
    signInBackOff.failed(email, request.ip);
    return null;
  }
  signInBackOff.succeeded(email);
  return { userId: user.id, email: user.email, name: user.name };
}
