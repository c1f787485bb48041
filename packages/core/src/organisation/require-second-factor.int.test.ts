import { expect, test } from 'vitest';
import { openContext } from '../account/open-context.ts';
import type { Context } from '../context.ts';
import { makeRequest, userIdOf } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { requireSecondFactor } from './require-second-factor.ts';

const { services, ours, theirs } = useOrganisations();

const session = (secondFactor: boolean) => ({ id: crypto.randomUUID(), secondFactor });
const proved = (ctx: Context): Context => ({ ...ctx, session: session(true) });
const open = (ctx: Context, slug: string, secondFactor: boolean) =>
  openContext(
    { ...makeRequest(services), session: session(secondFactor) },
    { userId: userIdOf(ctx), organisationSlug: slug },
  );
const required = async (organisationId: string) =>
  (await services.behind.organisation.findUniqueOrThrow({ where: { id: organisationId } })).requiresSecondFactor;
const events = () =>
  services.behind.auditEvent.findMany({
    where: { organisationId: ours.organisationId, event: 'organisation.second_factor_required' },
    orderBy: { sequence: 'asc' },
  });

test('holds from the next request, for every role, until it is taken back', async () => {
  await requireSecondFactor(proved(ours.owner), { required: true });
  await requireSecondFactor(proved(ours.owner), { required: true });
  for (const member of [ours.owner, ours.admin, ours.viewer]) {
    await expect(open(member, ours.slug, false)).rejects.toMatchObject({ code: 'second_factor_required' });
    expect(await open(member, ours.slug, true)).toMatchObject({ organisationId: ours.organisationId });
  }
  expect(await open(theirs.owner, theirs.slug, false)).toMatchObject({ organisationId: theirs.organisationId });
  await requireSecondFactor(proved(ours.admin), { required: false });
  expect(await open(ours.viewer, ours.slug, false)).toMatchObject({ organisationId: ours.organisationId });
  expect(await events()).toMatchObject([
    { actorName: 'Mira', before: { required: 'no' }, after: { required: 'yes' } },
    { actorName: 'Sam', before: { required: 'yes' }, after: { required: 'no' } },
  ]);
});

test('nobody locks themselves out: who asks it of others has proved one', async () => {
  for (const ctx of [ours.owner, { ...ours.owner, session: session(false) }])
    await expect(requireSecondFactor(ctx, { required: true })).rejects.toMatchObject({ code: 'conflict' });
  expect(await required(ours.organisationId)).toBe(false);
});

test('operator, viewer and guest may not, and the log says who tried', async () => {
  for (const ctx of [ours.operator, ours.viewer, ours.guest])
    await expect(requireSecondFactor(proved(ctx), { required: true })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await required(ours.organisationId)).toBe(false);
  const refused = await services.behind.auditEvent.findMany({
    where: { organisationId: ours.organisationId, event: 'access.refused', targetName: 'organisation:secure' },
  });
  expect(refused.map(({ actorName }) => actorName).sort()).toEqual(['Gus', 'Jo', 'Pat']);
});

test("another organisation's is out of reach", async () => {
  const crossed = { ...proved(theirs.owner), organisationId: ours.organisationId };
  await expect(requireSecondFactor(crossed, { required: true })).rejects.toMatchObject({ code: 'not_found' });
  expect(await required(ours.organisationId)).toBe(false);
});

test('takes yes or no', async () => {
  await expect(
    requireSecondFactor(proved(ours.owner), { required: 'yes' as unknown as boolean }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});
