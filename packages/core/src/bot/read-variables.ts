import type { Bot, BotVariable, ReadClient } from '@clawberth/db';
import type { Context } from '../context.ts';
import { allows } from '../require-permission.ts';
import { readAs } from '../scope-of.ts';
import { openVariable } from '../secrets/bot-variable.ts';
import type { EnvironmentView, VariableView } from './views.ts';

/** The bot's variables in force and in the draft, by name; plain values only for who may set them. */
export async function readEnvironment(ctx: Context, bot: Bot): Promise<EnvironmentView> {
  const read = readAs(ctx);
  const where = { botId: bot.id, organisationId: ctx.organisationId };
  const rows = await read.botVariable.findMany({ where, orderBy: { name: 'asc' } });
  const names = await namesOf(read, rows);
  const view = async (row: BotVariable): Promise<VariableView> => ({
    name: row.name,
    secret: row.secret,
    value: row.secret || !allows(ctx, 'secret:manage') ? null : await openVariable(ctx.services, row),
    fingerprint: row.fingerprint,
    setAt: row.setAt,
    setByName: names.get(row.setById ?? '') ?? null,
  });
  const live = rows.filter(({ stage }) => stage === 'live');
  const draft = rows.filter(({ stage }) => stage === 'draft');
  const change = (row: BotVariable): EnvironmentView['draft'][number]['change'] =>
    row.sealedValue === null ? 'removed' : live.some(({ name }) => name === row.name) ? 'changed' : 'added';
  return {
    live: await Promise.all(live.map(view)),
    draft: await Promise.all(draft.map(async (row) => ({ ...(await view(row)), change: change(row) }))),
    effect: effectOf(bot),
  };
}

/** What putting variables into force does to the bot. */
export function effectOf({ desiredState }: Pick<Bot, 'desiredState'>): EnvironmentView['effect'] {
  return desiredState === 'running' ? 'restart' : 'next_start';
}

async function namesOf(read: ReadClient, rows: readonly BotVariable[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ setById }) => setById ?? []))];
  const users = await read.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}
