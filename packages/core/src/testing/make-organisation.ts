import { randomUUID } from 'node:crypto';
import type { Role } from '@clawberth/db';
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
  operator: Context;
  viewer: Context;
  /** Sees the bots that letGuestSee names, and no other. */
  guest: Context;
};

export const TEST_PASSWORD = 'a correct horse battery';

/** A request as the dashboard would make one. */
export function makeRequest(services: Services): RequestContext {
  return {
    services,
    correlationId: randomUUID(),
    tool: 'dashboard',
    path: '/test',
    ip: '192.0.2.1',
    userAgent: 'vitest',
    session: null,
  };
}

/** An organisation with an owner (by sign-up) and one member of each other role; every call makes another one. */
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
  const contextOf = async (role: Role, name: string) => {
    const member = await makeUser(services, { organisationId, role, name });
    return openContext(makeRequest(services), { userId: member.userId, organisationSlug: slug });
  };
  return {
    organisationId,
    slug,
    owner: await openContext(request, { userId, organisationSlug: slug }),
    admin: await contextOf('admin', 'Sam'),
    operator: await contextOf('operator', 'Pat'),
    viewer: await contextOf('viewer', 'Jo'),
    guest: await contextOf('guest', 'Gus'),
  };
}
