import { bot } from '@clawberth/core';
import { eventStream } from '@/server/event-stream.ts';
import { organisationRoute } from '@/server/route.ts';

/** One bot, anew at each change. An id that is not the organisation's is 404 before the stream opens. */
export const GET = organisationRoute<{ org: string; id: string }>(
  async (ctx, request, { id }) => {
    await bot.get(ctx, { botId: id });
    return eventStream(request, (signal) => bot.watch(ctx, { botId: id }, signal));
  },
  { background: true },
);
