import { randomUUID } from 'node:crypto';
import { signUp } from '../account/sign-up.ts';
import type { RequestContext } from '../request-context.ts';
import type { Services } from '../services.ts';
import { makeRequest, TEST_PASSWORD } from './make-organisation.ts';
import { makeSignedInRequest } from './make-session.ts';

let number = 0;

/**
 * Somebody who signed up, with TEST_PASSWORD and an organisation of their own. `from` makes a request of nobody from
 * their address, which nobody else has, so that no test locks another one out; `signedIn` opens one more session.
 */
export async function makePerson(services: Services) {
  number += 1;
  const ip = `198.51.100.${number}`;
  const from = (): RequestContext => ({ ...makeRequest(services), ip });
  const person = { email: `${randomUUID()}@example.com`, name: 'Mira' };
  const input = { ...person, password: TEST_PASSWORD, organisationName: 'Bakery' };
  const { userId, organisationId } = await signUp(from(), input);
  const signedIn = async () => ({ ...(await makeSignedInRequest(services, { userId, ...person })), ip });
  return { userId, ...person, organisationId, from, signedIn };
}
