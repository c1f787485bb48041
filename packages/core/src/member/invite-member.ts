import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { emailField } from '../input/account-fields.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { hashToken } from '../secrets/hash-token.ts';
import { makeToken } from '../secrets/make-tokens.ts';

const schema = z.object({ email: emailField, role: z.enum(['admin', 'viewer'], 'Please choose Admin or Viewer.') });
const LIFE_MS = 7 * 24 * 3_600_000;
const MOST_OPEN = 100;

/**
 * Invites somebody by e-mail address. The token for the link `/join/<token>` is given this once and stored only
 * as a hash; it lives seven days, and an earlier open invitation of the address ends. Throws `invalid_input`,
 * `conflict` at `email` for a member, `limit_reached` at 100 open invitations.
 */
export async function inviteMember(
  ctx: Context,
  input: { email: string; role: 'admin' | 'viewer' },
): Promise<{ invitationId: string; token: string }> {
  await requirePermission(ctx, 'member:manage');
  const { email, role } = parseInput(schema, input);
  const { organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a person can invite somebody.');
  const id = randomUUID();
  const token = makeToken(32);
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      const member = await tx.membership.count({ where: { organisationId, user: { email } } });
      if (member > 0) throw fieldError('conflict', 'email', 'This person is a member already.');
      const now = new Date();
      const open = { organisationId, acceptedAt: null, revokedAt: null };
      await tx.invitation.updateMany({ where: { ...open, email }, data: { revokedAt: now } });
      if ((await tx.invitation.count({ where: { ...open, expiresAt: { gt: now } } })) >= MOST_OPEN) {
        throw new ClawberthError('limit_reached', `There are ${MOST_OPEN} open invitations. Take some back first.`);
      }
      await tx.invitation.create({
        data: {
          id,
          organisationId,
          email,
          role,
          tokenHash: hashToken(token),
          invitedById: actor.userId,
          expiresAt: new Date(now.getTime() + LIFE_MS),
        },
      });
    },
    audit: () => ({
      action: 'member.invited',
      target: { type: 'invitation', id, name: email },
      after: { email, role },
    }),
  });
  return { invitationId: id, token };
}
