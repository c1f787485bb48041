import { z } from 'zod';
import type { RotationPolicy } from '@clawberth/db';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { lockOrganisation } from './lock-organisation.ts';

const POLICIES = ['days_90', 'days_30', 'quarterly'] as const satisfies readonly RotationPolicy[];
const schema = z.object({ policy: z.enum(POLICIES, 'Please choose how often keys are to be replaced.') });

/**
 * How old keys may grow before the organisation's owners and admins are reminded to replace them, and Clawberth renews its
 * own. Throws `invalid_input`, `not_found`.
 */
export async function setRotationPolicy(ctx: Context, input: { policy: RotationPolicy }): Promise<void> {
  await requirePermission(ctx, 'organisation:secure');
  const { policy } = parseInput(schema, input);
  const { organisationId: id } = ctx;
  await mutate({
    ctx,
    permission: 'organisation:secure',
    run: async (tx) => {
      await lockOrganisation(tx, id);
      const row = await tx.organisation.findUnique({ where: { id }, select: { name: true, rotationPolicy: true } });
      if (row === null) throw notFound('organisation');
      if (row.rotationPolicy !== policy)
        await tx.organisation.updateMany({ where: { id }, data: { rotationPolicy: policy } });
      return { name: row.name, before: row.rotationPolicy };
    },
    audit: ({ name, before }) =>
      before === policy
        ? []
        : {
            action: 'organisation.rotation_policy_changed',
            target: { type: 'organisation', id, name },
            before: { policy: before },
            after: { policy },
          },
  });
}
