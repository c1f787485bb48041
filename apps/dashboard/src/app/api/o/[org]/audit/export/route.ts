import { audit } from '@clawberth/core';
import { readFilters } from '@/features/audit/filters.ts';
import { organisationRoute } from '@/server/route.ts';
import { textStream } from '@/server/text-stream.ts';

/** The audit log as a file, `?format=ndjson` or `csv`: whole, or what the page's filters let through. */
export const GET = organisationRoute<{ org: string }>(async (ctx, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const filters = audit.readFilter(readFilters(query));
  const { pieces, contentType, fileName } = await audit.exportLog(ctx, { format: query['format'] ?? '', filters });
  return new Response(textStream(pieces), {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
});
