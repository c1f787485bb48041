import type { TenantTx } from '@clawberth/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ClawberthError } from '../errors.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { sealForm } from '../secrets/bot-form.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { findBot, lockBot } from './find-bot.ts';
import { effectOf } from './read-variables.ts';
import { readForm } from './read-form.ts';
import { requireFits } from './require-fits.ts';
import type { EnvironmentView } from './views.ts';

const schema = z.object({ expectedNames: z.array(z.string().max(64), 'Please load the page again.').max(400) });

/**
 * Puts the draft of the bot's environment into force as the next config version, its form as it was: OpenClaw starts anew
 * in its sandbox, or has it at the bot's next start. `expectedNames` are those of the draft that the person saw. Throws
 * `conflict` when the draft is another one by now or the settings changed meanwhile, `limit_reached`, `not_found`.
 */
export async function applyVariables(
  ctx: Context,
  { botId, expectedNames }: { botId: string; expectedNames: readonly string[] },
): Promise<{ effect: EnvironmentView['effect'] }> {
  await requirePermission(ctx, 'secret:manage');
  const expected = parseInput(schema, { expectedNames }).expectedNames;
  const { organisationId, actor, services } = ctx;
  const known = await findBot(ctx, botId);
  const { id, desiredConfigVersion } = known;
  const form = await readForm(ctx, { organisationId, botId: id, number: desiredConfigVersion });
  const createdById = actor.type === 'user' ? actor.userId : null;
  const number = desiredConfigVersion + 1;
  const version = await sealForm(services, { organisationId, botId: id, number, createdById, form });
  const { bot } = await mutate({
    ctx,
    permission: 'secret:manage',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, id);
      const changes = await enforce(tx, { botId: id, organisationId }, expected);
      if (bot.desiredConfigVersion !== desiredConfigVersion) throw changedMeanwhile();
      await tx.configVersion.create({ data: version });
      await tx.bot.updateMany({ where: { id, organisationId }, data: { desiredConfigVersion: number } });
      return { bot, changes };
    },
    audit: ({ bot, changes }) => ({
      action: 'bot.variables_applied',
      result: 'requested',
      target: { type: 'bot', id, name: bot.name },
      botId: id,
      after: { ...changes, version: number },
    }),
    ring: () => id,
  });
  return { effect: effectOf(bot) };
}

/** Makes the drafted rows the live ones, seals and all. Gives their names, for the log. */
async function enforce(
  tx: TenantTx,
  where: { botId: string; organisationId: string },
  expected: readonly string[],
): Promise<{ names: string; set: string; removed: string }> {
  const draft = await tx.botVariable.findMany({ where: { ...where, stage: 'draft' }, orderBy: { name: 'asc' } });
  const names = draft.map(({ name }) => name).sort();
  if (names.join() !== [...new Set(expected)].sort().join()) throw draftChanged(names.length);
  if (names.length === 0) throw new ClawberthError('conflict', 'There is nothing in the draft to put into force.');
  await requireFits(tx, where);
  await tx.botVariable.deleteMany({ where: { ...where, stage: 'live', name: { in: names } } });
  await tx.botVariable.deleteMany({ where: { ...where, stage: 'draft', sealedValue: null } });
  await tx.botVariable.updateMany({ where: { ...where, stage: 'draft' }, data: { stage: 'live' } });
  const named = (rows: typeof draft) => rows.map(({ name }) => name).join(', ');
  return {
    names: named(draft),
    set: named(draft.filter(({ sealedValue }) => sealedValue !== null)),
    removed: named(draft.filter(({ sealedValue }) => sealedValue === null)),
  };
}

function draftChanged(count: number): ClawberthError {
  return new ClawberthError(
    'conflict',
    count === 0
      ? 'Somebody else put this draft into force, or threw it away, a moment ago. Load the page again to see it.'
      : 'Somebody else changed this draft a moment ago. Load the page again to see what would be put into force.',
  );
}
