import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openContext } from '../account/open-context.ts';
import { makePerson, makeRequest } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { createOrganisation, MOST_OWN_ORGANISATIONS } from './create-organisation.ts';
import { getOrganisation } from './get-organisation.ts';

const services = useTestServices();

test('makes an organisation whose owner the person is, with a data key of its own', async () => {
  const { userId } = await makePerson(services);
  const made = await createOrganisation(makeRequest(services), { userId, name: 'Second Bakery' });
  const ctx = await openContext(makeRequest(services), { userId, organisationSlug: made.organisationSlug });
  expect(await getOrganisation(ctx)).toMatchObject({ id: made.organisationId, name: 'Second Bakery', role: 'owner' });
  expect(await services.behind.dataKey.count({ where: { organisationId: made.organisationId } })).toBe(1);
  const again = await createOrganisation(makeRequest(services), { userId, name: 'Second Bakery' });
  expect(again.organisationSlug).toMatch(/^second-bakery-[a-z2-9]{5}$/);
});

test('is told in its own log, and in nobody else’s', async () => {
  const { userId, organisationId: first } = await makePerson(services);
  const { organisationId } = await createOrganisation(makeRequest(services), { userId, name: 'Quiet Bakery' });
  const events = await services.behind.auditEvent.findMany({ where: { organisationId } });
  expect(events.map(({ event, actorId, sequence }) => ({ event, actorId, sequence }))).toEqual([
    { event: 'organisation.created', actorId: userId, sequence: 1n },
  ]);
  for (const elsewhere of [first, PLATFORM_ORGANISATION])
    expect(
      await services.behind.auditEvent.count({ where: { organisationId: elsewhere, targetId: organisationId } }),
    ).toBe(0);
});

test('refuses names that are none, and people who are none', async () => {
  const { userId } = await makePerson(services);
  for (const name of ['', '   ', '<b>x</b>', 'x'.repeat(61)])
    await expect(createOrganisation(makeRequest(services), { userId, name })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { name: expect.any(String) as unknown },
    });
  for (const nobody of [randomUUID(), 'mira'])
    await expect(createOrganisation(makeRequest(services), { userId: nobody, name: 'X' })).rejects.toMatchObject({
      code: 'not_found',
    });
});

test('gives nobody more than ten, also when asked at once', async () => {
  const { userId } = await makePerson(services);
  const outcomes = await Promise.allSettled(
    Array.from({ length: MOST_OWN_ORGANISATIONS + 1 }, (_, index) =>
      createOrganisation(makeRequest(services), { userId, name: `Number ${index} of ${userId.slice(0, 8)}` }),
    ),
  );
  const refused = outcomes.filter((one) => one.status === 'rejected');
  expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['limit_reached', 'limit_reached']);
  expect(await services.behind.membership.count({ where: { userId, role: 'owner' } })).toBe(MOST_OWN_ORGANISATIONS);
});
