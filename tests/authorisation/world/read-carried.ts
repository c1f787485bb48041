import { sandbox, ticket } from '@clawberth/core';
import type { Carried } from '../rows/doors.ts';
import type { Side } from './make-side.ts';

/** The keys that one side's bot and its owner hold: the tokens inside its sandbox, and tickets made now. */
export async function readCarried({ owner, ids }: Side): Promise<Carried> {
  const desired = await sandbox.loadDesired(owner.services, ids.bot);
  if (desired === null) throw new Error('The bot of the matrix is gone.');
  const tokens = await sandbox.openBotTokens(owner.services, desired);
  const [chat, logs] = [
    await ticket.openChat(owner, { botId: ids.bot }),
    await ticket.openLogs(owner, { botId: ids.bot }),
  ];
  return {
    token: tokens.airlockToken,
    telegramToken: tokens.telegramStandIn ?? '',
    chat: chat.ticket,
    logs: logs.ticket,
  };
}
