import { secondFactor, support } from '@clawberth/core';
import type { Services } from '@clawberth/core';
import { makeRequest, makeSignedInRequest, TEST_PASSWORD } from '@clawberth/core/testing';
import { Secret, TOTP } from 'otpauth';
import type { Person } from './make-side.ts';

/** Makes somebody support staff, as the operator's command does, with the second factor that they must have. */
export async function makeSupport(services: Services, person: Person): Promise<Person> {
  const request = makeRequest(services);
  await support.setSupportRole(request, { email: person.email, given: true });
  const { userId } = person;
  const { secret } = await secondFactor.start(request, { userId, proof: { password: TEST_PASSWORD } });
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const { recoveryCodes } = await secondFactor.confirm(request, { userId, code });
  return { ...person, codes: recoveryCodes };
}

/** A visit of an hour to the organisation; gives its id. An earlier one of theirs ends. */
export async function visit(services: Services, person: Person, organisationId: string): Promise<string> {
  const request = await makeSignedInRequest(services, person, { secondFactor: true });
  const self = { ...person, sessionId: request.session.id, secondFactor: true, platformRole: 'support' } as const;
  await support.visit(request, self, { organisationId, reason: 'The customer asked us to look.' });
  const [newest] = await support.listVisits(request, self);
  if (newest === undefined) throw new Error('The visit did not begin.');
  return newest.id;
}
