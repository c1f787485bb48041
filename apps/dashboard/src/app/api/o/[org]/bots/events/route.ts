import { bot } from '@clawberth/core';
import { eventStream } from '@/server/event-stream.ts';
import { organisationRoute } from '@/server/route.ts';

/** The organisation's bots, anew at each change. */
export const GET = organisationRoute<{ org: string }>(
  async (ctx, request) => {
    await bot.list(ctx);
    return eventStream(request, (signal) => bot.watchAll(ctx, signal));
  },
  { background: true },
);
