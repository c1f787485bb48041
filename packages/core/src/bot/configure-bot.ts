import type { Prisma } from '@clawberth/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { aboutField, botNameField, instructionsField } from '../input/text-fields.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';
import { sealForm, type BotForm } from '../secrets/bot-form.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { chooseModel } from './choose-model.ts';
import { findBot, lockBot } from './find-bot.ts';
import { readForm } from './read-form.ts';

export type ConfigureInput = {
  botId: string;
  /** The version that the form was filled from. */
  expectedVersion: number;
  name: string;
  instructions: string;
  about: string;
  modelId: string;
};

const schema = z.object({
  expectedVersion: z.int().min(1).max(2_147_483_646),
  name: botNameField,
  instructions: instructionsField,
  about: aboutField,
  modelId: z.string('Please choose a model.').max(128),
});

/**
 * Saves the form as the next config version, which the running bot then takes without a restart. A form that
 * changes nothing makes no version. Throws `invalid_input` by field, `not_found`, and `conflict` when the
 * expected version is not the newest any more.
 */
export async function configureBot(
  ctx: Context,
  { botId, ...input }: ConfigureInput,
): Promise<{ version: number; effect: 'now' | 'restart' }> {
  await requirePermission(ctx, 'bot:configure');
  const { expectedVersion, ...fields } = parseInput(schema, input);
  const { services, organisationId, actor } = ctx;
  const bot = await findBot(ctx, botId);
  chooseModel(bot.providerId, fields.modelId);
  if (bot.desiredConfigVersion !== expectedVersion) throw changedMeanwhile();
  const before = await readForm(ctx, { organisationId, botId: bot.id, number: expectedVersion });
  const form: BotForm = { ...before, ...fields };
  const changes = describeChanges(before, form);
  if (changes === null) return { version: expectedVersion, effect: 'now' };

  const number = expectedVersion + 1;
  const createdById = actor.type === 'user' ? actor.userId : null;
  const version = await sealForm(services, { organisationId, botId: bot.id, number, createdById, form });
  await mutate({
    ctx,
    permission: 'bot:configure',
    run: async (tx) => {
      const now = await lockBot(tx, organisationId, bot.id);
      if (now.desiredConfigVersion !== expectedVersion) throw changedMeanwhile();
      await tx.configVersion.create({ data: version });
      await tx.bot.updateMany({
        where: { id: bot.id, organisationId },
        data: { desiredConfigVersion: number, name: form.name, modelId: form.modelId },
      });
    },
    audit: () => ({
      action: Object.keys(changes.after).join() === 'name' ? 'bot.renamed' : 'bot.configured',
      result: 'requested',
      target: { type: 'bot', id: bot.id, name: form.name },
      botId: bot.id,
      ...changes,
    }),
    ring: () => bot.id,
  });
  return { version: number, effect: 'now' };
}

type Changes = { before: Prisma.InputJsonObject; after: Prisma.InputJsonObject };

/** Names and models in full; of the texts, which may hold anything, only that and how much. Null: nothing changed. */
function describeChanges(before: BotForm, after: BotForm): Changes | null {
  const changed = (['name', 'modelId', 'instructions', 'about'] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (changed.length === 0) return null;
  const tell = (form: BotForm) =>
    Object.fromEntries(
      changed.map((field) => [
        field,
        field === 'name' || field === 'modelId' ? form[field] : `${form[field].length} characters`,
      ]),
    );
  return { before: tell(before), after: tell(after) };
}
