import { audit } from '@clawberth/core';
import { organisationRoute } from '@/server/route.ts';
import { textStream } from '@/server/text-stream.ts';

/** The signed checkpoints of the audit log, to be kept elsewhere and given to `npm run audit:verify`. */
export const GET = organisationRoute<{ org: string }>(async (ctx) => {
  const notes = await audit.readCheckpoints(ctx);
  return new Response(textStream(notes), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
});
