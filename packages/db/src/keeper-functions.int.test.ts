import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commit, insertOf, look, mustCommit, scopeOf } from './testing/bare-sql.ts';
import { PLATFORM_ORGANISATION } from './scope.ts';
import { writeTold } from './testing/make-place.ts';
import { makePerson } from './testing/make-two-tenants.ts';
import { sampleRows } from './testing/sample-rows.ts';
import { as, useTenants } from './testing/use-tenants.ts';

// The functions of clawberth_keeper see and write across organisations: each answers its one question and no other.

const world = useTenants();
const hex = () => randomBytes(32).toString('hex');

/** What a function gives to the app, without a scope unless one is named. */
const ask = <Row extends object>(sql: string, values: readonly unknown[] = [], scope = [scopeOf('', '')]) =>
  look<Row>(world.app, scope, { sql, values });

describe('all of them', () => {
  type Known = { name: string; result: string; owner: string; config: string[] | null; public: boolean };
  const definers = () =>
    world.owner.query<Known>(
      `select p.proname as name, pg_get_function_result(p.oid) as result, p.proowner::regrole::text as owner, p.proconfig as config,
         exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as public
       from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
    );

  it('are known here by name: what is added needs a proof below, or in key-functions', async () => {
    const names = (await definers()).filter(({ result }) => result !== 'trigger').map(({ name }) => name);
    expect(names.sort().join(' ')).toBe(
      [
        'app_bot_organisation app_member_role app_reads app_sees_all_bots app_writes begin_observation',
        'claim_lease ensure_audit_partitions forget_process lookup_airlock_caller lookup_audit_chains',
        'lookup_bot_organisation lookup_closed_refusals lookup_data_keys lookup_drift lookup_invitation',
        'lookup_mail_due lookup_mailbox lookup_master_key_use lookup_organisation',
        'lookup_organisations_for_support lookup_organisations_of lookup_placements lookup_rotation_due',
        'lookup_telegram_bot note_activity note_refusal read_audit_page release_lease renew_lease',
        'report_process take_refusals touch_session',
      ].join(' '),
    );
  });

  it('look up names in public first, belong to a role that nobody signs in as, and are not for everybody', async () => {
    const all = await definers();
    const [[keeper]] = [
      await world.owner.query(
        `select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'clawberth_keeper'`,
      ),
    ];
    expect(keeper).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
    expect(all.filter(({ config }) => config?.includes('search_path=public, pg_temp') !== true)).toEqual([]);
    const elsewhere = all.filter(({ owner }) => owner !== 'clawberth_keeper').map(({ name }) => name);
    expect(elsewhere).toEqual(['ensure_audit_partitions']);
    // Policies and triggers call these for whoever asks.
    const open = all.filter((one) => one.public && one.result !== 'trigger' && !one.name.startsWith('app_'));
    expect(open).toEqual([]);
  });

  it('give ids and names; sealed values to the airlock alone, whole rows of the log to its reader alone', async () => {
    const rich = (await definers()).filter(({ result }) => /bytea|json|SETOF/.test(result)).map(({ name }) => name);
    expect(rich).toEqual(['lookup_airlock_caller', 'read_audit_page', 'take_refusals']);
  });
});

describe('by a secret that one must know', () => {
  it('lookup_airlock_caller: the bot of a token of that kind, with its secret of that kind, while the bot lives', async () => {
    const bot = sampleRows.Bot(world.ours);
    const place = { ...world.ours, botId: String(bot['id']) };
    const token = sampleRows.SandboxToken(place);
    const secret = sampleRows.BotSecret(place);
    await writeTold(world.owner, place.organisationId, [
      insertOf('Bot', bot),
      insertOf('Sandbox', sampleRows.Sandbox(place)),
      insertOf('SandboxToken', token),
      insertOf('BotSecret', secret),
    ]);
    const caller = (hash: unknown, kind = 'airlock_token', wanted = 'provider_key') =>
      ask<{ botId: string; secretId: string | null }>('select * from lookup_airlock_caller($1, $2, $3)', [
        hash,
        kind,
        wanted,
      ]);
    const hash = token['tokenHash'];
    expect(await caller(hash)).toMatchObject([
      {
        botId: place.botId,
        organisationId: place.organisationId,
        secretId: secret['id'],
        sealedValue: secret['sealedValue'],
      },
    ]);
    expect(await caller(hash, 'airlock_token', 'telegram_token')).toMatchObject([
      { secretId: null, sealedValue: null },
    ]);
    expect(await caller(hash, 'telegram_stand_in')).toEqual([]);
    const revoke = { sql: `update "BotSecret" set "revokedAt" = now() where "id" = $1`, values: [secret['id']] };
    expect(await caller(hash)).toMatchObject([{ revoked: false }]);
    await writeTold(world.owner, place.organisationId, [revoke]);
    expect(await caller(hash)).toMatchObject([{ secretId: secret['id'], sealedValue: null, revoked: true }]);
    for (const wrong of [hex(), '', '%', String(hash).slice(0, 63), String(hash).toUpperCase(), null])
      expect(await caller(wrong)).toEqual([]);
    const remove = { sql: `update "Bot" set "desiredState" = 'deleted' where "id" = $1`, values: [place.botId] };
    await writeTold(world.owner, place.organisationId, [remove]);
    expect(await caller(hash)).toEqual([]);
  });

  it('lookup_invitation: the one of this hash', async () => {
    const invitation = sampleRows.Invitation(world.ours);
    await writeTold(world.owner, world.ours.organisationId, [insertOf('Invitation', invitation)]);
    const find = (hash: unknown) => ask('select * from lookup_invitation($1)', [hash]);
    expect(await find(invitation['tokenHash'])).toEqual([
      { invitationId: invitation['id'], organisationId: world.ours.organisationId },
    ]);
    for (const wrong of [hex(), '', '%', null]) expect(await find(wrong)).toEqual([]);
  });
});

describe('by an id', () => {
  it('lookup_bot_organisation, lookup_organisation, lookup_telegram_bot: where it is, or nothing', async () => {
    const of = async (id: string) =>
      (await ask<{ is: string | null }>('select lookup_bot_organisation($1) as is', [id]))[0]?.is;
    expect([await of(world.ours.botId), await of(world.theirs.botId)]).toEqual([
      world.ours.organisationId,
      world.theirs.organisationId,
    ]);
    expect([await of(randomUUID()), await of(world.ours.organisationId)]).toEqual([null, null]);
    const at = async (address: string) =>
      (await ask<{ is: string | null }>('select lookup_organisation($1) as is', [address]))[0]?.is;
    expect([await at(world.ours.organisationId), await at('%'), await at('')]).toEqual([
      world.ours.organisationId,
      null,
      null,
    ]);
    expect(await ask('select * from lookup_telegram_bot(4711)')).toEqual([]);
  });

  it('lookup_organisations_of: those of this person', async () => {
    const of = (id: string) => ask('select * from lookup_organisations_of($1)', [id]);
    expect(await of(world.ours.userId)).toEqual([{ organisationId: world.ours.organisationId }]);
    expect(await of(world.newcomer)).toEqual([]);
  });
});

describe('lookup_organisations_for_support', () => {
  const search = (words: string, actor: string) =>
    ask<{ organisationId: string }>(
      'select * from lookup_organisations_for_support($1)',
      [words],
      [scopeOf('', actor)],
    );

  it('answers support staff alone', async () => {
    const staff = await makePerson(world.owner, world.ours, () => [], { platformRole: 'support' });
    for (const actor of ['', 'system', world.ours.userId, world.newcomer]) expect(await search('', actor)).toEqual([]);
    const found = await search('', staff);
    expect(found.map((one) => one.organisationId)).toEqual(
      expect.arrayContaining([world.ours.organisationId, world.theirs.organisationId]),
    );
    expect(found.map((one) => one.organisationId)).not.toContain(PLATFORM_ORGANISATION);
    expect(Object.keys(found[0] ?? {})).toEqual(['organisationId', 'slug', 'name', 'createdAt', 'members', 'bots']);
    for (const pattern of ['%', '_arbour', 'Harbou_', '\\', "' or true --"])
      expect(await search(pattern, staff)).toEqual([]);
    expect(await search('arbou', staff)).toHaveLength(found.length);
  });
});

describe('read_audit_page', () => {
  const page = (scope = [scopeOf('', '')], person: string | null = null, bot: string | null = null) =>
    ask<{ organisationId: string }>(
      `select * from read_audit_page($1, $2, null, null, '{}', '-infinity', 'infinity', 9223372036854775807, 50)`,
      [person, bot],
      scope,
    );

  it('shows what row-level security would', async () => {
    const guest = await makePerson(world.owner, world.ours, (userId) => [
      insertOf('Membership', { ...sampleRows.Membership({ ...world.ours, userId }), role: 'guest' }),
    ]);
    for (const actor of [world.ours.userId, 'system']) {
      const rows = await page(as(actor, world.ours));
      expect(rows.length).toBeGreaterThan(5);
      expect(new Set(rows.map((row) => row.organisationId))).toEqual(new Set([world.ours.organisationId]));
    }
    expect(await page()).toEqual([]);
    for (const actor of ['', world.newcomer, world.theirs.userId, guest])
      expect(await page(as(actor, world.ours))).toEqual([]);
    expect(await page(as(world.ours.userId, world.ours), null, world.theirs.botId)).toEqual([]);
  });
});

describe('writes that are no act of anybody', () => {
  it('a lease goes to one holder at a time, by its epoch', async () => {
    const { botId } = world.ours;
    const query = <Row extends object>(sql: string, values: readonly unknown[]) => world.app.query<Row>(sql, values);
    const claim = (holder: string) =>
      query<{ epoch: number }>('select "epoch" from claim_lease($1, $2, 60)', [botId, holder]);
    const renew = async (holder: string, epoch: number) =>
      (await query<{ held: boolean }>('select renew_lease($1, $2, $3, 60) as held', [botId, holder, epoch]))[0]?.held;
    const release = (holder: string, epoch: number) =>
      query('select release_lease($1, $2, $3)', [botId, holder, epoch]);
    const [{ epoch } = { epoch: NaN }] = await claim('one');
    expect(await claim('two')).toEqual([]);
    expect([await renew('one', epoch), await renew('one', epoch - 1), await renew('two', epoch)]).toEqual([
      true,
      false,
      false,
    ]);
    await release('two', epoch);
    await release('one', epoch - 1);
    expect(await claim('two')).toEqual([]);
    await release('one', epoch);
    expect(await claim('two')).toEqual([{ epoch: epoch + 1 }]);
  });

  it('note_activity and touch_session change their own columns and nothing else', async () => {
    const { botId, userId } = world.theirs;
    const bot = async () =>
      (await world.owner.query<Record<string, unknown>>('select * from "Bot" where "id" = $1', [botId]))[0];
    const before = await bot();
    await world.app.query('select note_activity($1, $2, null)', [botId, new Date(1_000)]);
    expect(await bot()).toEqual({ ...before, lastInboundAt: new Date(1_000) });

    const sessions = [
      sampleRows.Session({ ...world.theirs, userId }),
      { ...sampleRows.Session(world.theirs), endedAt: new Date() },
      { ...sampleRows.Session(world.theirs), expiresAt: new Date(Date.now() - 1_000) },
    ].map((row) => ({ ...row, lastSeenAt: new Date(1_000) }));
    await writeTold(
      world.owner,
      PLATFORM_ORGANISATION,
      sessions.map((row) => insertOf('Session', row)),
    );
    for (const row of sessions) await world.app.query('select touch_session($1)', [Reflect.get(row, 'id')]);
    const touched = await world.owner.query<{ id: string }>(
      `select "id" from "Session" where "lastSeenAt" > now() - interval '1 hour'`,
    );
    expect(touched).toEqual([{ id: Reflect.get(sessions[0] ?? {}, 'id') }]);
  });

  it('a refusal is told at once the first time in a minute; the others are counted until it is over', async () => {
    const { organisationId } = world.ours;
    const actor = randomUUID();
    const note = async () =>
      (
        await world.app.query<{ first: boolean }>(`select note_refusal($1, $2, '{}') as first`, [organisationId, actor])
      )[0]?.first;
    const take = (minute: string) =>
      world.app.query<{ more: number }>(`select "more" from take_refusals($1, $2, ${minute})`, [organisationId, actor]);
    // Both ends of a minute may fall into the test: what counts is the sum.
    const firsts = [await note(), await note(), await note()];
    expect(firsts[0]).toBe(true);
    expect(await take(`date_trunc('minute', now())`)).toEqual([]);
    await mustCommit(world.owner, [
      {
        sql: `update "RefusalTally" set "minute" = "minute" - interval '5 minutes' where "actorKey" = $1`,
        values: [actor],
      },
    ]);
    const closed = await ask<{ actorKey: string }>('select * from lookup_closed_refusals()');
    expect(closed.map((row) => row.actorKey)).toContain(actor);
    expect(await take(`(select "minute" from lookup_closed_refusals() where "actorKey" = $2 limit 1)`)).toHaveLength(1);
    expect(
      (await ask<{ actorKey: string }>('select * from lookup_closed_refusals()')).filter(
        (row) => row.actorKey === actor,
      ).length,
    ).toBe(firsts.filter(Boolean).length - 1);
  });

  it('partitions are made around these years alone', async () => {
    const make = (around: string) => commit(world.app, [{ sql: `select ensure_audit_partitions(${around})` }]);
    expect(await make('current_date')).toBeNull();
    expect(await make('current_date + 61')).toMatch(/^no partitions around/);
    expect(await make('current_date - 4001')).toMatch(/^no partitions around/);
  });
});
