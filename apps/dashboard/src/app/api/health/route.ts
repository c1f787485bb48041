import { account } from '@clawberth/core';
import { logUnknown } from '@/server/log-unknown.ts';
import { buildRequestContext } from '@/server/request-context.ts';

export const dynamic = 'force-dynamic';

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** 200 when the database answers a question, 503 otherwise. */
export async function GET(request: Request): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    await account.listOrganisations(await buildRequestContext(request.headers), NOBODY);
    return Response.json({ status: 'ok' }, { headers });
  } catch (error) {
    logUnknown(error, { where: 'health' });
    return Response.json({ status: 'unavailable' }, { status: 503, headers });
  }
}
