import type { RequestContext } from '../request-context.ts';
import { ClawberthError } from '../errors.ts';

export async function verifyPassword(_request: RequestContext, _input: { email: string; password: string }): Promise<{ userId: string; email: string; name: string } | null> {
  throw new ClawberthError('internal', 'Not built yet.');
}
