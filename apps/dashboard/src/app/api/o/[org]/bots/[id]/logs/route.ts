import { ticket } from '@clawberth/core';
import { askAirlock } from '@/server/ask-airlock.ts';
import { organisationRoute } from '@/server/route.ts';

/** The bot's log lines as NDJSON, following live. Redacted inside the sandbox before they leave it. */
export const GET = organisationRoute<{ org: string; id: string }>(
  async (ctx, request, { id }) => {
    const opened = await ticket.openLogs(ctx, { botId: id });
    return askAirlock({
      ticket: opened.ticket,
      botId: opened.botId,
      path: 'logs?follow=1',
      method: 'GET',
      signal: request.signal,
    });
  },
  { background: true },
);
