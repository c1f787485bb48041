import 'server-only';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@clawberth/core';
import { pathForLog } from './path-for-log.ts';
import { getServices } from './services.ts';
import { sessionFacts, type SessionUser } from './session-facts.ts';

/** What core wants to know of a request before anybody stands in an organisation. */
export async function buildRequestContext(headers: Headers, user: SessionUser | null = null): Promise<RequestContext> {
  return {
    services: await getServices(),
    correlationId: randomUUID(),
    tool: 'dashboard',
    path: pathForLog(headers.get('x-clawberth-path')),
    ip: headers.get('x-forwarded-for'),
    userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
    session: sessionFacts(user),
  };
}
