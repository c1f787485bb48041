import type { Context } from '../context.ts';
import type { RequestContext } from '../request-context.ts';
import { ClawberthError } from '../errors.ts';

export async function openContext(_request: RequestContext, _input: { userId: string; organisationSlug: string }): Promise<Context> {
  throw new ClawberthError('internal', 'Not built yet.');
}
