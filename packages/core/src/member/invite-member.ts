import { randomUUID } from 'node:crypto';
import type { TenantTx } from '@clawberth/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { emailField } from '../input/account-fields.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { queueMail, withdrawMail } from '../mail/queue-mail.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { hashToken } from '../secrets/hash-token.ts';
import { makeToken } from '../secrets/make-tokens.ts';
import { writeInvitationLetter } from './invitation-letter.ts';
import { requireOwner } from './lock-member.ts';
import { auditTerms, readTerms, requireOwnBots, termsFields, type RoleTerms } from './read-terms.ts';
import { stillMember } from '../not-over.ts';

const schema = z.object({ email: emailField, ...termsFields, letterFrom: z.url().optional() });
export const INVITATION_LIFE_MS = 7 * 24 * 3_600_000;
const MOST_OPEN = 100;

export type InviteInput = RoleTerms & {
  email: string;
  /** The dashboard's address as people type it: a letter with the link goes to the invited address as well. */
  letterFrom?: string;
};

/**
 * Invites somebody by e-mail address. The token for the link `/join/<token>` is given this once and stored only
 * as a hash; it lives seven days, and an earlier open invitation of the address ends. Throws `invalid_input`,
 * `forbidden` for an owner-to-be by anybody but an owner, `not_found` for a bot that is not here, `conflict` at `email`
 * for a member, `limit_reached` at 100 open invitations.
 */
export async function inviteMember(ctx: Context, input: InviteInput): Promise<{ invitationId: string; token: string }> {
  await requirePermission(ctx, 'member:manage');
  const { email, letterFrom, ...wanted } = parseInput(schema, input);
  const terms = readTerms(wanted);
  const { organisationId, actor } = ctx;
  if (actor.type !== 'user') throw new ClawberthError('forbidden', 'Only a person can invite somebody.');
  const id = randomUUID();
  const token = makeToken(32);
  const now = new Date();
  const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
  const letter =
    letterFrom === undefined
      ? null
      : await writeInvitationLetter(ctx, { email, role: terms.role, token, dashboardUrl: letterFrom, expiresAt });
  await mutate({
    ctx,
    permission: 'member:manage',
    run: async (tx) => {
      if (terms.role === 'owner') requireOwner(actor);
      const botNames = await requireOwnBots(tx, organisationId, terms);
      await requireNoMember(tx, organisationId, email, now);
      const open = { organisationId, acceptedAt: null, revokedAt: null };
      await tx.invitation.updateMany({ where: { ...open, email }, data: { revokedAt: now } });
      await withdrawMail(tx, { organisationId, kind: 'invitation', recipient: email });
      if ((await tx.invitation.count({ where: { ...open, expiresAt: { gt: now } } })) >= MOST_OPEN) {
        throw new ClawberthError('limit_reached', `There are ${MOST_OPEN} open invitations. Take some back first.`);
      }
      const { role, botIds, guestUntil } = terms;
      const tokenHash = hashToken(token);
      await tx.invitation.create({
        data: {
          id,
          organisationId,
          email,
          role,
          botIds,
          guestUntil,
          tokenHash,
          invitedById: actor.userId,
          createdAt: now,
          expiresAt,
        },
      });
      return { botNames, queued: letter === null ? [] : [await queueMail(tx, letter)] };
    },
    audit: ({ botNames, queued }) => [
      {
        action: 'member.invited',
        target: { type: 'invitation', id, name: email },
        after: { email, ...auditTerms(terms, botNames) },
      },
      ...queued,
    ],
  });
  return { invitationId: id, token };
}

async function requireNoMember(tx: TenantTx, organisationId: string, email: string, now: Date): Promise<void> {
  const where = { organisationId, user: { email }, ...stillMember(now) };
  if ((await tx.membership.count({ where })) > 0)
    throw fieldError('conflict', 'email', 'This person is a member already. Change their role instead.');
}
