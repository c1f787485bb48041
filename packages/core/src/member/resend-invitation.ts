import { z } from 'zod';
import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { parseInput } from '../input/parse-input.ts';
import { queueMail, withdrawMail } from '../mail/queue-mail.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { hashToken } from '../secrets/hash-token.ts';
import { makeToken } from '../secrets/make-tokens.ts';
import { INVITATION_LIFE_MS } from './invite-member.ts';
import { writeInvitationLetter } from './invitation-letter.ts';
import { requireOwner } from './lock-member.ts';

const schema = z.object({ letterFrom: z.url().optional() });

/**
 * Sends an invitation again: a new link for another seven days, in a letter when `letterFrom` is given; the old one ends. Gives the new
 * link's token, this once. Throws `not_found`, `conflict` when it has been used, `forbidden` for an owner-to-be by
 * anybody but an owner.
 */
export async function resendInvitation(
  ctx: Context,
  input: { invitationId: string; letterFrom?: string },
): Promise<{ token: string }> {
  await requirePermission(ctx, 'member:manage');
  const { letterFrom } = parseInput(schema, input);
  const { organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a person can invite somebody.');
  const id = idOrNotFound('invitation', input.invitationId);
  const known = await readAs(ctx).invitation.findFirst({ where: { id, organisationId, revokedAt: null } });
  if (known === null) throw notFound('invitation');
  const { email, role } = known;
  const token = makeToken(32);
  const expiresAt = new Date(Date.now() + INVITATION_LIFE_MS);
  const letter =
    letterFrom === undefined
      ? null
      : await writeInvitationLetter(ctx, { email, role, token, dashboardUrl: letterFrom, expiresAt });
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      if (role === 'owner') requireOwner(actor);
      const { count } = await tx.invitation.updateMany({
        where: { id, organisationId, acceptedAt: null, revokedAt: null },
        data: { tokenHash: hashToken(token), expiresAt, invitedById: actor.userId },
      });
      if (count === 0)
        throw new ClawberthError('conflict', 'This invitation has been used or taken back. Reload the page.');
      await withdrawMail(tx, { organisationId, kind: 'invitation', recipient: email });
      return letter === null ? [] : [await queueMail(tx, letter)];
    },
    audit: (queued) => [
      { action: 'invitation.resent', target: { type: 'invitation', id, name: email }, after: { email, role } },
      ...queued,
    ],
  });
  return { token };
}
