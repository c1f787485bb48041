import { randomUUID } from 'node:crypto';
import { openContext } from '../account/open-context.ts';
import { signUp } from '../account/sign-up.ts';
import type { Context } from '../context.ts';
import type { RequestContext } from '../request-context.ts';
import type { Services } from '../services.ts';
import { makeUser } from './make-user.ts';

export type TestOrganisation = {
  organisationId: string;
  slug: string;
  owner: Context;
  admin: Context;
  viewer: Context;
};

export const TEST_PASSWORD = 'a correct horse battery';

/** A request as the dashboard would make one. */
export function makeRequest(services: Services): RequestContext {
  return { services, correlationId: randomUUID(), ip: '192.0.2.1', userAgent: 'vitest' };
}

/** An organisation with an owner (by sign-up), an admin and a viewer; every call makes another one. */
export async function makeOrganisation(services: Services, name = 'Harbour Bakery'): Promise<TestOrganisation> {
  const request = makeRequest(services);
  const {
    userId,
    organisationId,
    organisationSlug: slug,
  } = await signUp(request, {
    email: `owner-${randomUUID()}@example.com`,
    password: TEST_PASSWORD,
    name: 'Mira',
    organisationName: name,
  });
  const [admin, viewer] = await Promise.all([
    makeUser(services, { organisationId, role: 'admin', name: 'Sam' }),
    makeUser(services, { organisationId, role: 'viewer', name: 'Jo' }),
  ]);
  return {
    organisationId,
    slug,
    owner: await openContext(request, { userId, organisationSlug: slug }),
    admin: await openContext(makeRequest(services), { userId: admin.userId, organisationSlug: slug }),
    viewer: await openContext(makeRequest(services), { userId: viewer.userId, organisationSlug: slug }),
  };
}
