import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { parseInput } from '../input/parse-input.ts';
import type { RequestContext } from '../request-context.ts';
import type { SessionOfUser } from '../session/resume-session.ts';
import { requireSupport } from './require-support.ts';
import type { FoundOrganisation } from './views.ts';

const schema = z.object({ words: z.string().trim().max(200, 'Please look for at most 200 characters.') });

/**
 * Organisations by part of their name, by address, id or a member's whole e-mail address, at most 50; no words, all.
 * Support staff alone; each search is in the platform's log. Throws `not_found`, `second_factor_required`, `invalid_input`.
 */
export async function searchOrganisations(
  request: RequestContext,
  self: SessionOfUser,
  input: { words: string },
): Promise<FoundOrganisation[]> {
  await requireSupport(request, self);
  const { words } = parseInput(schema, input);
  await accountMutate({
    request,
    actor: { type: 'support', userId: self.userId, name: self.name },
    userId: null,
    run: () => Promise.resolve(),
    audit: () => ({ action: 'support.searched', target: { type: 'organisation', id: null, name: words || null } }),
  });
  const read = request.services.database.reader({ organisationId: null, actor: { userId: self.userId } });
  const rows = await read.$queryRaw<
    (Omit<FoundOrganisation, 'members' | 'bots'> & { members: bigint; bots: bigint })[]
  >`
    select * from lookup_organisations_for_support(${words})`;
  return rows.map(({ members, bots, ...row }) => ({ ...row, members: Number(members), bots: Number(bots) }));
}
