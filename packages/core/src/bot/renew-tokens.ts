import type { Bot, TenantTx } from '@clawberth/db';
import { z } from 'zod';
import type { AuditEntry } from '../audit-row.ts';
import type { Context } from '../context.ts';
import { parseInput } from '../input/parse-input.ts';
import { mutate } from '../mutate.ts';
import { requirePermission, type Need } from '../require-permission.ts';
import { findBot, lockBot } from './find-bot.ts';
import { makeInnerTokens } from './make-bot-secrets.ts';
import { replaceSecret } from './replace-secret.ts';

const schema = z.object({ atOnce: z.boolean().optional() });

/**
 * Makes all of the bot's inner tokens anew (gateway, agent, airlock, Telegram stand-in) and starts a running bot in a new
 * sandbox with them. The earlier ones work until the old sandbox is gone, or with `atOnce` not a moment longer.
 * Pressed again before the worker came to it, it is no different from once. Throws `not_found`.
 */
export async function renewTokens(ctx: Context, input: { botId: string; atOnce?: boolean }): Promise<void> {
  await renewTokensAs(ctx, 'secret:manage', input);
}

/** The same for who renews: a person, or Clawberth itself. */
export async function renewTokensAs(
  ctx: Context,
  permission: Extract<Need, 'secret:manage' | 'system'>,
  { botId, ...input }: { botId: string; atOnce?: boolean },
): Promise<void> {
  await requirePermission(ctx, permission);
  const { atOnce = false } = parseInput(schema, input);
  const { services, organisationId, actor } = ctx;
  const { id, telegramBotId } = await findBot(ctx, botId);
  const setById = actor.type === 'user' ? actor.userId : null;
  const made = await makeInnerTokens(services, { organisationId, botId: id, setById, telegramBotId });
  await mutate({
    ctx,
    permission,
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, id);
      const ended = await retireTokens(tx, bot, atOnce);
      for (const secret of made.secrets) await replaceSecret(tx, secret);
      await tx.sandboxToken.createMany({ data: made.sandboxTokens });
      const runs = bot.desiredState === 'running';
      if (runs) await tx.bot.updateMany({ where: { id, organisationId }, data: { generation: bot.generation + 1 } });
      return { bot, ended, runs };
    },
    audit: ({ bot, ended, runs }) => {
      const about = { target: { type: 'bot', id, name: bot.name }, botId: id } as const;
      const renewed: AuditEntry = { action: 'bot.tokens_renewed', result: runs ? 'requested' : 'done', ...about };
      return ended ? [renewed, { action: 'bot.old_tokens_ended', ...about }] : [renewed];
    },
    ring: () => id,
  });
}

/**
 * Lets the tokens that a sandbox may hold retire, and ends the others; true when that ends all of them. At most one
 * renewal is held by a living sandbox: before a newer one begins, the older one's sandbox is gone.
 */
async function retireTokens(tx: TenantTx, bot: Bot, atOnce: boolean): Promise<boolean> {
  const where = { botId: bot.id, organisationId: bot.organisationId };
  const resting = bot.desiredState === 'stopped' && bot.observedState === 'stopped';
  if (atOnce || resting) {
    await tx.sandboxToken.deleteMany({ where });
    return true;
  }
  const retiring = await tx.sandboxToken.count({ where: { ...where, retiring: true } });
  const begun = bot.desiredState === 'running' && bot.observedGeneration === bot.generation;
  // Not begun: a sandbox that still runs holds the retiring ones, and nobody the newest.
  if (retiring > 0 && !begun) await tx.sandboxToken.deleteMany({ where: { ...where, retiring: false } });
  else {
    await tx.sandboxToken.deleteMany({ where: { ...where, retiring: true } });
    await tx.sandboxToken.updateMany({ where, data: { retiring: true } });
  }
  return false;
}
