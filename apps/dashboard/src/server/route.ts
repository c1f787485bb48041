import 'server-only';
import { ClawberthError, type Context, type ErrorCode } from '@clawberth/core';
import { texts } from '@/texts/index.ts';
import { logUnknown } from './log-unknown.ts';
import { openOrganisation } from './open-organisation.ts';
import { whileSignedIn } from './while-signed-in.ts';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 422,
  not_signed_in: 401,
  forbidden: 403,
  second_factor_required: 403,
  not_found: 404,
  conflict: 409,
  limit_reached: 402,
  outside_refused: 422,
  outside_unreachable: 502,
  too_many_requests: 429,
  internal: 500,
};

type Handler<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/** The one wrapper of route handlers below `/api/o/[org]`: session in, verb out, errors by status. `background` is for
 * what the page does by itself, which must not keep a session alive. */
export function organisationRoute<Params extends { org: string }>(
  handle: (ctx: Context, request: Request, params: Params) => Promise<Response>,
  options: { background?: boolean } = {},
): Handler<Params> {
  return async (request, { params }) => {
    try {
      refuseForeignOrigin(request);
      const parameters = await params;
      const ctx = await openOrganisation(parameters.org, options);
      const response = await handle(ctx, request, parameters);
      return options.background === true ? whileSignedIn(ctx, response) : response;
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** What another site's page sends with the reader's cookie never reaches a verb. */
function refuseForeignOrigin(request: Request): void {
  if (request.method === 'GET') return;
  const origin = request.headers.get('origin');
  if (origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get('host')) return;
  throw new ClawberthError('forbidden', texts.errors.foreignOrigin);
}

function errorResponse(error: unknown): Response {
  const headers = { 'cache-control': 'no-store' };
  if (error instanceof ClawberthError && error.code !== 'internal') {
    return Response.json({ code: error.code, message: error.message }, { status: STATUS[error.code], headers });
  }
  const correlationId = logUnknown(error, { where: 'route' });
  return Response.json({ code: 'internal', message: texts.errors.internal(correlationId) }, { status: 500, headers });
}
