import { account, ticket } from '@clawberth/core';
import { endWhenRejected } from '@/lib/end-when.ts';
import { askAirlock } from '@/server/ask-airlock.ts';
import { organisationRoute } from '@/server/route.ts';

/**
 * The bot's log lines as NDJSON, following live. Redacted inside the sandbox before they leave it. They end with the
 * membership, role or session that they were opened with.
 */
export const GET = organisationRoute<{ org: string; id: string }>(
  async (ctx, request, { id }) => {
    const opened = await ticket.openLogs(ctx, { botId: id });
    const answer = await askAirlock({
      ticket: opened.ticket,
      botId: opened.botId,
      path: 'logs?follow=1',
      method: 'GET',
      signal: request.signal,
    });
    const stillHere = () => account.requireStillHere(ctx);
    return new Response(answer.body && endWhenRejected(answer.body, stillHere), answer);
  },
  { background: true },
);
