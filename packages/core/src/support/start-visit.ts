import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { parseInput } from '../input/parse-input.ts';
import { refuseSecret } from '../input/refuse-secret.ts';
import { mutate } from '../mutate.ts';
import type { RequestContext } from '../request-context.ts';
import { readAsSystem } from '../scope-of.ts';
import type { SessionOfUser } from '../session/resume-session.ts';
import { requireSupport } from './require-support.ts';

const VISIT_MS = 3_600_000;
const schema = z.object({
  organisationId: z.string().max(64),
  reason: z
    .string()
    .trim()
    .min(10, 'Please say why, in ten characters at least. The customer reads it.')
    .max(500, 'Please say it in at most 500 characters.')
    .superRefine((value, issues) => {
      const message = refuseSecret(value);
      if (message !== null) issues.addIssue({ code: 'custom', message });
    }),
});

/**
 * Lets support staff look into an organisation for an hour. The customer reads it, with the reason, in their own log.
 * Throws `not_found`, `second_factor_required`, `invalid_input` at `reason`.
 */
export async function startVisit(
  request: RequestContext,
  self: SessionOfUser,
  input: { organisationId: string; reason: string },
): Promise<{ slug: string; expiresAt: Date }> {
  await requireSupport(request, self);
  const { organisationId: asked, reason } = parseInput(schema, input);
  const organisationId = idOrNotFound('organisation', asked);
  const organisation = await readAsSystem(request.services, organisationId).organisation.findUnique({
    where: { id: organisationId },
  });
  if (organisation === null || organisationId === PLATFORM_ORGANISATION) throw notFound('organisation');
  const visitId = randomUUID();
  const startedAt = new Date();
  const until = new Date(startedAt.getTime() + VISIT_MS);
  const { userId, name } = self;
  const ctx: Context = { ...request, organisationId, actor: { type: 'support', userId, name, visitId, until } };
  await mutate({
    ctx,
    permission: 'public',
    run: async (tx) => {
      const open = { organisationId, userId, endedAt: null };
      await tx.supportVisit.updateMany({ where: open, data: { endedAt: startedAt } });
      const visit = { id: visitId, organisationId, userId, userName: name, reason, startedAt, expiresAt: until };
      await tx.supportVisit.create({ data: visit });
    },
    audit: () => ({
      action: 'support.visited',
      target: { type: 'support_visit', id: visitId, name: null },
      after: { reason, until: until.toISOString() },
    }),
  });
  return { slug: organisation.slug, expiresAt: until };
}
