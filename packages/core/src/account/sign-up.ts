import type { RequestContext } from '../request-context.ts';
import { ClawberthError } from '../errors.ts';
export type SignUpInput = { email: string; password: string; name: string; organisationName: string };

export async function signUp(_request: RequestContext, _input: SignUpInput): Promise<{ userId: string; organisationId: string; organisationSlug: string }> {
  throw new ClawberthError('internal', 'Not built yet.');
}
