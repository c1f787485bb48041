import { openSession } from '../session/open-session.ts';
import type { RequestContext } from '../request-context.ts';
import type { Services } from '../services.ts';
import { makeRequest } from './make-organisation.ts';

/** A request of somebody signed in, as the dashboard would make one from their session. */
export async function makeSignedInRequest(
  services: Services,
  person: { userId: string; email: string; name: string },
  { secondFactor = false } = {},
): Promise<RequestContext & { session: { id: string; secondFactor: boolean } }> {
  const request = makeRequest(services);
  const { sessionId } = await openSession(
    request,
    { ...person, id: person.userId },
    { method: 'password', secondFactor },
  );
  return { ...request, session: { id: sessionId, secondFactor } };
}
