import { randomUUID } from 'node:crypto';
import { lockBot } from '../bot/find-bot.ts';
import type { Context } from '../context.ts';
import { ClawberthError, notFound } from '../errors.ts';
import { idOrNotFound } from '../input/id-fields.ts';
import { mutate } from '../mutate.ts';
import { requirePermission } from '../require-permission.ts';

type Request = { botId: string; requestId: string };

const DECISIONS = {
  allowed: { action: 'person.allowed', kind: 'pairing_approve' },
  dismissed: { action: 'person.dismissed', kind: 'pairing_dismiss' },
} as const;

/**
 * Records the owner's word about a waiting person, and the command by which the worker carries it out.
 * Throws `not_found`, or `conflict` when somebody else has decided or the request is too old.
 */
export async function decide(ctx: Context, request: Request, state: keyof typeof DECISIONS): Promise<void> {
  await requirePermission(ctx, 'person:decide');
  const { organisationId, actor, correlationId } = ctx;
  const { action, kind } = DECISIONS[state];
  const id = idOrNotFound('request', request.requestId);
  const decidedById = actor.type === 'user' ? actor.userId : null;
  await mutate({
    ctx,
    permission: 'person:decide',
    run: async (tx) => {
      const bot = await lockBot(tx, organisationId, request.botId);
      const person = await tx.pairingRequest.findFirst({ where: { id, botId: bot.id, organisationId } });
      if (person === null) throw notFound('request');
      if (person.state !== 'waiting') throw decidedAlready(person.state);
      if (person.expiresAt <= new Date()) throw decidedAlready('expired');
      await tx.pairingRequest.update({ where: { id }, data: { state, decidedAt: new Date(), decidedById } });
      const { channel, accountId, requestId } = person;
      await tx.sandboxCommand.create({
        data: {
          id: randomUUID(),
          organisationId,
          botId: bot.id,
          kind,
          payload: { channel, accountId, requestId },
          correlationId,
          requestedById: decidedById,
        },
      });
      return { bot, person };
    },
    audit: ({ bot, person }) => ({
      action,
      result: 'requested',
      target: { type: 'person', id, name: person.senderName ?? person.senderId },
      botId: bot.id,
      after: { bot: bot.name, channel: person.channel, senderId: person.senderId },
    }),
    ring: ({ bot }) => bot.id,
  });
}

function decidedAlready(state: 'allowed' | 'dismissed' | 'expired'): ClawberthError {
  const what =
    state === 'expired'
      ? 'This request is too old. Ask the person to write to the bot again.'
      : `Somebody has ${state} this person already.`;
  return new ClawberthError('conflict', what);
}
