import { describe, expect, it } from 'vitest';
import { insertOf, look, scopeOf } from './testing/bare-sql.ts';
import { writeTold } from './testing/make-place.ts';
import { sampleRows } from './testing/sample-rows.ts';
import { useTenants } from './testing/use-tenants.ts';

// Which secrets and tokens somebody has to look after, asked across organisations: ids and nothing else.

const world = useTenants();
const ask = <Row extends object>(sql: string) => look<Row>(world.app, [scopeOf('', '')], { sql });

describe('lookup_rotation_due', () => {
  const DAY_MS = 86_400_000;
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
  /** Whether our organisation is among them when one bot of it has this secret; the bot is gone again after that. */
  async function isDue(secret: object, { bot = {}, policy = 'days_90' }: { bot?: object; policy?: string } = {}) {
    const { organisationId } = world.ours;
    const row: Record<string, unknown> = { ...sampleRows.Bot(world.ours), ...bot };
    const place = { ...world.ours, botId: String(row['id']) };
    await writeTold(world.owner, organisationId, [
      {
        sql: `update "Organisation" set "rotationPolicy" = $1::"RotationPolicy" where "id" = $2`,
        values: [policy, organisationId],
      },
      insertOf('Bot', row),
      insertOf('BotSecret', { ...sampleRows.BotSecret(place), ...secret }),
    ]);
    const found = await ask<{ organisationId: string }>('select * from lookup_rotation_due()');
    await writeTold(world.owner, organisationId, [{ sql: 'delete from "Bot" where "id" = $1', values: [place.botId] }]);
    expect(found.every((one) => Object.keys(one).join() === 'organisationId')).toBe(true);
    return found.some((one) => one.organisationId === organisationId);
  }

  it('names organisations with a secret that is too old by their own policy', async () => {
    expect(await isDue({ setAt: daysAgo(91) })).toBe(true);
    expect(await isDue({ setAt: daysAgo(89) })).toBe(false);
    expect(await isDue({ setAt: daysAgo(31) }, { policy: 'days_30' })).toBe(true);
    expect(await isDue({ setAt: daysAgo(29) }, { policy: 'days_30' })).toBe(false);
    expect(await isDue({ setAt: daysAgo(93) }, { policy: 'quarterly' })).toBe(true);
    expect(await isDue({ setAt: new Date() }, { policy: 'quarterly' })).toBe(false);
  });

  it('or one that has a reason, until they were told within a week, it was stopped, or its bot is on its way out', async () => {
    const suspected = { setAt: new Date(), rotateReason: 'suspected' };
    expect(await isDue(suspected)).toBe(true);
    expect(await isDue({ ...suspected, remindedAt: daysAgo(6) })).toBe(false);
    expect(await isDue({ ...suspected, remindedAt: daysAgo(8) })).toBe(true);
    expect(await isDue({ ...suspected, revokedAt: new Date() })).toBe(false);
    expect(await isDue(suspected, { bot: { desiredState: 'deleted' } })).toBe(false);
    expect(await isDue(suspected, { bot: { deletedAt: new Date() } })).toBe(false);
  });
});

it('lookup_drift names a bot of which earlier tokens still work', async () => {
  const bot = sampleRows.Bot(world.ours);
  const place = { ...world.ours, botId: String(bot['id']) };
  const named = async () =>
    (await ask<{ botId: string }>('select * from lookup_drift()')).some(({ botId }) => botId === place.botId);
  await writeTold(world.owner, place.organisationId, [
    insertOf('Bot', { ...bot, desiredState: 'stopped', observedState: 'stopped' }),
    insertOf('SandboxToken', sampleRows.SandboxToken(place)),
  ]);
  expect(await named()).toBe(false);
  const retire = { sql: 'update "SandboxToken" set "retiring" = true where "botId" = $1', values: [place.botId] };
  await writeTold(world.owner, place.organisationId, [retire]);
  expect(await named()).toBe(true);
});
