import { idOrNotFound } from '../input/id-fields.ts';
import type { RequestContext } from '../request-context.ts';
import { readOwn } from '../scope-of.ts';
import type { SecondFactorView } from './views.ts';

/** Whether signing in asks for a code, since when, and how many recovery codes are left. */
export async function getSecondFactor(
  { services }: RequestContext,
  { userId }: { userId: string },
): Promise<SecondFactorView> {
  const id = idOrNotFound('account', userId);
  const read = readOwn(services, id);
  const [factor, recoveryCodesLeft] = await Promise.all([
    read.secondFactor.findUnique({ where: { userId: id }, select: { confirmedAt: true } }),
    read.recoveryCode.count({ where: { userId: id, usedAt: null } }),
  ]);
  const since = factor?.confirmedAt ?? null;
  return { on: since !== null, since, recoveryCodesLeft };
}
