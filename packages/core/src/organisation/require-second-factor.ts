import { z } from 'zod';
import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';

const schema = z.object({ required: z.boolean() });

/**
 * Whether every member must sign in with a second factor; it holds from their next request. Only somebody whose own
 * session has proved one may demand it: nobody locks themselves out. Throws `forbidden`,
 * `conflict`, `not_found`.
 */
export async function requireSecondFactor(ctx: Context, input: { required: boolean }): Promise<void> {
  await requirePermission(ctx, 'organisation:secure');
  const { required } = parseInput(schema, input);
  if (required && ctx.session?.secondFactor !== true) {
    throw new ClawberthError(
      'conflict',
      'Turn on the second factor for yourself first, and sign in with it. Then you can ask it of everybody.',
    );
  }
  const { organisationId: id } = ctx;
  await mutate({
    ctx,
    permission: 'organisation:secure',
    run: async (tx) => {
      const { count } = await tx.organisation.updateMany({
        where: { id, requiresSecondFactor: !required },
        data: { requiresSecondFactor: required },
      });
      const row = await tx.organisation.findUnique({ where: { id }, select: { name: true } });
      if (row === null) throw notFound('organisation');
      return { name: row.name, changed: count === 1 };
    },
    audit: ({ name, changed }) =>
      changed
        ? {
            action: 'organisation.second_factor_required',
            target: { type: 'organisation', id, name },
            before: { required: required ? 'no' : 'yes' },
            after: { required: required ? 'yes' : 'no' },
          }
        : [],
  });
}
