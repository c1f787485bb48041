import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLATFORM_ORGANISATION } from '../platform.ts';
import { createTestServices, makeOrganisation, writeAsSystem, type TestServices } from '../testing/index.ts';
import { listWithoutSecondFactor } from './list-without-second-factor.ts';

let services: TestServices;
beforeAll(async () => {
  services = await createTestServices();
});
afterAll(() => services.close());

const idOf = (ctx: { actor: object }) => ('userId' in ctx.actor ? String(ctx.actor.userId) : '');
async function giveSecondFactor(userId: string, confirmedAt: Date | null) {
  await writeAsSystem(services, PLATFORM_ORGANISATION, async (tx) => {
    await tx.secondFactor.create({ data: { userId, sealedSecret: Buffer.from('-'), dataKeyVersion: 1, confirmedAt } });
  });
}

test('names the members of this organisation without one; one that was only begun does not count', async () => {
  const [here, elsewhere] = [await makeOrganisation(services), await makeOrganisation(services)];
  await giveSecondFactor(idOf(here.owner), new Date());
  await giveSecondFactor(idOf(here.viewer), null);
  const listed = await listWithoutSecondFactor(here.admin);
  expect(listed).toEqual([
    { userId: idOf(here.guest), name: 'Gus' },
    { userId: idOf(here.viewer), name: 'Jo' },
    { userId: idOf(here.operator), name: 'Pat' },
    { userId: idOf(here.admin), name: 'Sam' },
  ]);
  expect(listed.map(({ userId }) => userId)).not.toContain(idOf(elsewhere.viewer));
});

test('is not for those who may not secure the organisation', async () => {
  const { operator, viewer, guest } = await makeOrganisation(services);
  for (const ctx of [operator, viewer, guest])
    await expect(listWithoutSecondFactor(ctx)).rejects.toMatchObject({ code: 'forbidden' });
});
