import type { BotVariable, Prisma, TenantTx } from '@clawberth/db';
import type { Context } from '../context.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { openVariable, removalOf, sealVariable } from '../secrets/bot-variable.ts';
import { findBot, lockBot } from './find-bot.ts';
import { readEnvironment } from './read-variables.ts';
import { requireFits } from './require-fits.ts';
import { readChanges, type VariableChange } from './variables-input.ts';
import type { EnvironmentView } from './views.ts';

type Input = { botId: string; changes: readonly VariableChange[] };

/**
 * Adds to the draft of the bot's environment, sealed: nothing of it reaches the bot before applyVariables. A null value takes
 * the variable away; what says the same as the variable in force leaves the draft. Gives the environment as it is then.
 * Throws `invalid_input` and `limit_reached` as readChanges does, `not_found`.
 */
export async function draftVariables(ctx: Context, { botId, changes: wanted }: Input): Promise<EnvironmentView> {
  await requirePermission(ctx, 'secret:manage');
  const changes = readChanges({ changes: wanted });
  const { organisationId, actor, services } = ctx;
  const known = await findBot(ctx, botId);
  const own = { organisationId, botId: known.id, setById: actor.type === 'user' ? actor.userId : null };
  const sealed = await Promise.all(
    changes.map(async ({ name, secret, value }) =>
      value === null ? null : sealVariable(services, { ...own, name, secret, value }),
    ),
  );
  const unchanged = await findUnchanged(ctx, known.id, changes);
  const { bot } = await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, known.id);
      const where = { botId: bot.id, organisationId };
      const live = await tx.botVariable.findMany({ where: { ...where, stage: 'live' } });
      const rows = changes.flatMap(({ name }, index) => {
        const row = sealed[index] ?? null;
        const now = live.find((one) => one.name === name);
        if (row === null) return now === undefined ? [] : [removalOf({ ...own, name, secret: now.secret })];
        return now !== undefined && unchanged.has(now.id) ? [] : [row];
      });
      const undrafted = await redraft(tx, where, changes, rows);
      await requireFits(tx, where);
      return { bot, changed: rows.length > 0 || undrafted > 0 };
    },
    audit: ({ bot, changed }) =>
      changed
        ? {
            action: 'bot.variables_drafted',
            target: { type: 'bot', id: bot.id, name: bot.name },
            botId: bot.id,
            after: { names: changes.map(({ name }) => name).join(', ') },
          }
        : [],
  });
  return readEnvironment(ctx, bot);
}

type Where = { botId: string; organisationId: string };

async function redraft(
  tx: TenantTx,
  where: Where,
  changes: readonly VariableChange[],
  rows: Prisma.BotVariableCreateManyInput[],
): Promise<number> {
  const name = { in: changes.map((one) => one.name) };
  const { count } = await tx.botVariable.deleteMany({ where: { ...where, stage: 'draft', name } });
  await tx.botVariable.createMany({ data: rows });
  return count;
}

/** Rows in force that a change would only repeat. Looked at before the transaction: the vault may have to ask for a key. */
async function findUnchanged(ctx: Context, botId: string, changes: readonly VariableChange[]): Promise<Set<string>> {
  const where = { botId, organisationId: ctx.organisationId, stage: 'live' as const };
  const live = await readAs(ctx).botVariable.findMany({ where });
  const repeated = async (row: BotVariable): Promise<boolean> => {
    const change = changes.find(({ name }) => name === row.name);
    if (change === undefined || change.value === null || change.secret !== row.secret) return false;
    return (await openVariable(ctx.services, row)) === change.value;
  };
  const same = await Promise.all(live.map(async (row) => ((await repeated(row)) ? [row.id] : [])));
  return new Set(same.flat());
}
