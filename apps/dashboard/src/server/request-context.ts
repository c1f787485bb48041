import 'server-only';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@clawberth/core';
import { getServices } from './services.ts';

/** What core wants to know of a request before anybody stands in an organisation. */
export async function buildRequestContext(headers: Headers): Promise<RequestContext> {
  return {
    services: await getServices(),
    correlationId: randomUUID(),
    ip: headers.get('x-forwarded-for'),
    userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
  };
}
