import { scopeStatement } from '@clawberth/db';
import { z } from 'zod';
import { findAccount } from '../account/find-account.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { nameField } from '../input/text-fields.ts';
import { mutate } from '../mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { insertOrganisation, withNewOrganisation, type NewOrganisation } from './insert-organisation.ts';

const schema = z.object({ name: nameField({ what: 'name for your organisation' }) });
/** Of one person: each has a data key and a log of its own, so that nobody makes them without end. */
export const MOST_OWN_ORGANISATIONS = 10;

/**
 * One more organisation, whose owner the person is, and its first data key. Throws `not_found` for nobody's id,
 * `invalid_input` at `name`, `limit_reached` for somebody who owns ten.
 */
export async function createOrganisation(
  request: RequestContext,
  { userId, ...input }: { userId: string; name: string },
): Promise<{ organisationId: string; organisationSlug: string }> {
  const account = await findAccount(request.services, userId);
  const { name } = parseInput(schema, input);
  return withNewOrganisation(request.services, name, (organisation) => write(request, account, organisation));
}

async function write(
  request: RequestContext,
  { userId, name: userName }: { userId: string; name: string },
  organisation: NewOrganisation,
): Promise<{ organisationId: string; organisationSlug: string }> {
  const { organisationId, slug, name } = organisation;
  // Nobody is a member yet who could be asked for a permission; its first event is this one.
  return mutate({
    ctx: { ...request, organisationId, actor: { type: 'user', userId, name: userName, role: 'owner' } },
    permission: 'public',
    run: async (tx) => {
      // One after the other: two at once must not both be the tenth.
      await tx.$queryRaw`select 1 from "User" where "id" = ${userId}::uuid for update`;
      await scopeStatement(tx, { organisationId: null, actor: { userId } });
      const owned = await tx.membership.count({ where: { userId, role: 'owner' } });
      if (owned >= MOST_OWN_ORGANISATIONS)
        throw fieldError(
          'limit_reached',
          'name',
          `You own ${MOST_OWN_ORGANISATIONS} organisations already; that is the most one person can own.`,
        );
      await insertOrganisation(tx, organisation, userId);
      return { organisationId, organisationSlug: slug };
    },
    audit: () => ({
      action: 'organisation.created',
      target: { type: 'organisation', id: organisationId, name },
    }),
  });
}
