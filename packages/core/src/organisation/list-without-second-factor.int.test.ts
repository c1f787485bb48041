import { PLATFORM_ORGANISATION } from '@clawberth/db';
import { expect, test } from 'vitest';
import { makeOrganisation, userIdOf, writeAsSystem } from '../testing/index.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { listWithoutSecondFactor } from './list-without-second-factor.ts';

const services = useTestServices();

async function giveSecondFactor(userId: string, confirmedAt: Date | null) {
  await writeAsSystem(services, PLATFORM_ORGANISATION, async (tx) => {
    await tx.secondFactor.create({ data: { userId, sealedSecret: Buffer.from('-'), dataKeyVersion: 1, confirmedAt } });
  });
}

test('names the members of this organisation without one; one that was only begun does not count', async () => {
  const [here, elsewhere] = [await makeOrganisation(services), await makeOrganisation(services)];
  await giveSecondFactor(userIdOf(here.owner), new Date());
  await giveSecondFactor(userIdOf(here.viewer), null);
  const listed = await listWithoutSecondFactor(here.admin);
  expect(listed).toEqual([
    { userId: userIdOf(here.guest), name: 'Gus' },
    { userId: userIdOf(here.viewer), name: 'Jo' },
    { userId: userIdOf(here.operator), name: 'Pat' },
    { userId: userIdOf(here.admin), name: 'Sam' },
  ]);
  expect(listed.map(({ userId }) => userId)).not.toContain(userIdOf(elsewhere.viewer));
});

test('is not for those who may not secure the organisation', async () => {
  const { operator, viewer, guest } = await makeOrganisation(services);
  for (const ctx of [operator, viewer, guest])
    await expect(listWithoutSecondFactor(ctx)).rejects.toMatchObject({ code: 'forbidden' });
});
