import type { PlatformRole } from '@clawberth/db';
import type { RequestContext } from '../request-context.ts';
import { readAccounts } from '../scope-of.ts';
import { findAccount } from './find-account.ts';

export type ProfileView = {
  userId: string;
  name: string;
  email: string;
  /** False for somebody who signs in with Google or GitHub alone. */
  hasPassword: boolean;
  platformRole: PlatformRole | null;
  createdAt: Date;
};

/** What a person sees of their own account. Throws `not_found`. */
export async function getProfile({ services }: RequestContext, { userId }: { userId: string }): Promise<ProfileView> {
  const account = await findAccount(services, userId);
  const { platformRole, createdAt } = await readAccounts(services).user.findUniqueOrThrow({
    where: { id: account.userId },
    select: { platformRole: true, createdAt: true },
  });
  const { name, email, passwordHash } = account;
  return { userId: account.userId, name, email, hasPassword: passwordHash !== null, platformRole, createdAt };
}
