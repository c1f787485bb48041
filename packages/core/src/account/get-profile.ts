import type { PlatformRole } from '@clawberth/db';
import type { RequestContext } from '../request-context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { readOwn } from '../scope-of.ts';

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
export async function getProfile({ services }: RequestContext, input: { userId: string }): Promise<ProfileView> {
  const id = idOrNotFound('account', input.userId);
  const row = await readOwn(services, id).user.findUnique({ where: { id } });
  if (row === null) throw notFound('account');
  const { name, email, passwordHash, platformRole, createdAt } = row;
  return { userId: id, name, email, hasPassword: passwordHash !== null, platformRole, createdAt };
}
