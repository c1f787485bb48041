import { audit } from '@clawberth/core';
import { logUnknown } from '@/server/log-unknown.ts';
import { getServices } from '@/server/services.ts';

export const dynamic = 'force-dynamic';

/** The public key of the audit log's checkpoints, for everybody; several when it was changed, one a line. */
export async function GET(): Promise<Response> {
  try {
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=300' };
    return new Response(audit.readPublicKeys(await getServices()), { headers });
  } catch (error) {
    logUnknown(error, { where: 'audit key' });
    return new Response('The key is not at hand. Please try again in a minute.\n', { status: 503 });
  }
}
