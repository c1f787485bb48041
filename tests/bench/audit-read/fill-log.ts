import type { Connection } from '@clawberth/db/testing';

export const ORGANISATIONS = 1_000;
/** One event in so many is the large organisation's (number 0); the others share the rest evenly. */
const LARGE_SHARE = 10;
const MONTHS = 14;
const BATCH = 250_000;

/** Tables that are filled past their triggers and, for the owner alone, past row-level security. */
const TABLES = ['Organisation', 'User', 'Membership', 'AuditChain', 'AuditEvent'] as const;

/** The reader: a viewer of every organisation. */
export const READER = '00000000-0000-4000-8000-00000000beef';

type Progress = (text: string) => void;

/**
 * Fills the log of an empty database with `rows` events over 14 months up to now, in the order of time, as 1,000
 * organisations would have written them. Triggers are off and hashes are random; everything else has the shape and the
 * size of the real thing, the search text by the trigger's own formula. Indexes are built at the end.
 */
export async function fillLog(owner: Connection, rows: number, say: Progress): Promise<void> {
  const run = (sql: string, values: readonly unknown[] = []) => owner.query(sql, values);
  for (const table of TABLES) {
    await run(`alter table "${table}" disable trigger user`);
    await run(`alter table "${table}" no force row level security`);
  }
  for (let month = 0; month <= MONTHS; month += 1)
    await run(`select ensure_audit_partitions((date_trunc('month', now()) - make_interval(months => $1))::date)`, [
      month,
    ]);
  const indexes = await takeIndexesAway(owner);
  await fillOrganisations(owner, rows);
  for (let first = 0; first < rows; first += BATCH) {
    await run(eventsSql, [first, Math.min(first + BATCH, rows) - 1, rows]);
    say(`${Math.min(first + BATCH, rows).toLocaleString('en-GB')} events`);
  }
  await run(`set maintenance_work_mem = '1GB'`);
  for (const sql of indexes) {
    const began = performance.now();
    await run(sql);
    say(`${((performance.now() - began) / 1_000).toFixed(0)} s: ${sql}`);
  }
  for (const table of TABLES) {
    await run(`alter table "${table}" force row level security`);
    await run(`alter table "${table}" enable trigger user`);
  }
  await run('vacuum analyze "AuditEvent"');
}

/** Drops the log's indexes and gives the statements that make them again, as the migrations made them. */
async function takeIndexesAway(owner: Connection): Promise<string[]> {
  const indexes = await owner.query<{ name: string; sql: string; constraint: string | null }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as sql, pg_get_constraintdef(c.oid) as constraint
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid where i.indrelid = '"AuditEvent"'::regclass`,
  );
  const again: string[] = [];
  for (const { name, sql, constraint } of indexes) {
    const [drop, make] =
      constraint === null
        ? [`drop index ${name}`, sql.replace(' ON ONLY ', ' ON ')]
        : [
            `alter table "AuditEvent" drop constraint ${name}`,
            `alter table "AuditEvent" add constraint ${name} ${constraint}`,
          ];
    await owner.query(drop);
    again.push(make);
  }
  return again;
}

async function fillOrganisations(owner: Connection, rows: number): Promise<void> {
  await owner.query(`insert into "User" ("id", "email", "name") values ($1, 'reader@example.org', 'Reader')`, [READER]);
  await owner.query(
    `insert into "Organisation" ("id", "slug", "name") select md5('organisation' || n)::uuid, 'organisation-' || n, 'Organisation ' || n
     from generate_series(0, $1::int - 1) n`,
    [ORGANISATIONS],
  );
  await owner.query(
    `insert into "Membership" ("organisationId", "userId", "role") select "id", $1, 'viewer' from "Organisation" where "slug" <> '~platform'`,
    [READER],
  );
  await owner.query(
    `insert into "AuditChain" select md5('organisation' || n)::uuid, case n when 0 then $1::bigint else $2::bigint end, sha256('end'), '1'::xid8
     from generate_series(0, $3::int - 1) n`,
    [Math.ceil(rows / LARGE_SHARE), Math.ceil(rows / ORGANISATIONS) + 1, ORGANISATIONS],
  );
}

const words = (text: string) => `('{${text.trim().split(/\s+/).join(',')}}'::text[])`;
const pick = (list: string, by: string) => `${list}[1 + (${by}) % array_length(${list}, 1)]`;
const FIRST =
  words(`Mira Ben Jo Sam Pat Leo Ada Kim Noor Ivo Lena Otto Ruth Hana Juri Olga Nils Tara Emil Vera Amir Zoe Karl Ines
  Theo Maya Arne Lucy Dan Elif Rosa Finn Cleo Hugo Anya Max Nora Pia Uwe Sofia`);
const LAST =
  words(`Halvorsen Okafor Lindqvist Moreau Tanaka Schreiber Novak Castellano Birkeland Achebe Petrov Yilmaz Andersson
  Fontaine Kowalski Marchetti Ostrowski Delacroix Haddad Bergmann Salazar Whitfield Nakamura Thorne Vasquez Lindholm Abara Kessler`);
const KIND =
  words(`Counter Night Harbour Front Weekend Garden Market Museum Library Station Bakery Clinic Studio Office Corner
  Lantern Orchard Copper Velvet Meadow Cedar Pebble Willow Juniper`);
const JOB =
  words(`Clerk FAQ Helper Desk Guide Porter Scribe Concierge Steward Assistant Librarian Keeper Curator Operator
  Messenger Warden`);
const ACTION =
  words(`bot.observed bot.observed bot.observed bot.observed logs.read logs.read logs.read chat.opened chat.opened
  chat.opened person.asked person.asked person.allowed person.allowed audit.read audit.read account.signed_in account.signed_in
  account.signed_in account.signed_out bot.restarted bot.restarted bot.started bot.stopped bot.configured bot.configured bot.failed
  bot.recovered bot.deployed member.invited member.role_changed bot.provider_key_replaced access.refused bot.telegram_token_replaced
  account.sign_in_failed person.dismissed`);

/** Numbers $1 to $2 of $3 events. h(seed) is a random number of the event's own. */
const eventsSql = `
with numbered as (
  select i,
    case when i % ${LARGE_SHARE} = 0 then 0 else 1 + k % ${ORGANISATIONS - 1} end as org,
    1 + case when i % ${LARGE_SHARE} = 0 then i / ${LARGE_SHARE} else k / ${ORGANISATIONS - 1} end as sequence,
    ${h(1)} as h1, ${h(2)} as h2, ${h(3)} as h3, ${h(4)} as h4
  from generate_series($1::bigint, $2::bigint) i,
    lateral (select (i / ${LARGE_SHARE}) * ${LARGE_SHARE - 1} + i % ${LARGE_SHARE} - 1) as other(k)
), people as (
  select *, ${pick(ACTION, 'h1')} as event,
    -- Some people and bots do much more than others.
    (h2 % (case org when 0 then 200 else 20 end)) * (h3 % 1000) / 1000 as who,
    (h4 % (case org when 0 then 300 else 15 end)) * (h2 % 997) / 997 as which
  from numbered
), said as (
  select *, md5('organisation' || org)::uuid as org_id, md5('user' || org || ' ' || who)::uuid as user_id,
    md5('bot' || org || ' ' || which)::uuid as bot_id,
    event like 'bot.%' or event in ('logs.read', 'chat.opened') or event like 'person.%' as of_bot,
    event in ('bot.observed', 'bot.failed', 'bot.recovered', 'person.asked') as by_system,
    ${pick(FIRST, 'org * 7 + who')} || ' ' || ${pick(LAST, 'org * 3 + who * 5')} as user_name,
    ${pick(KIND, 'org * 11 + which')} || ' ' || ${pick(JOB, 'org + which * 3')} as bot_name,
    ('{done,done,done,done,done,done,done,done,done,done,done,done,done,done,done,done,done,requested,failed,done}'::text[])[1 + h3 % 20] as luck
  from people
), told as (
  select *,
    case when event in ('access.refused', 'account.sign_in_failed') then 'refused' when event = 'bot.failed' then 'failed' else luck end as result,
    case when by_system then 'Clawberth' else user_name end as actor_name,
    case when event like 'person.%' then ${pick(FIRST, 'h4')} || ' ' || ${pick(LAST, 'h2')}
      when event like 'member.%' then 'm' || h4 % 1000000 || '@example.org' when of_bot then bot_name
      when event = 'access.refused' then 'secret:manage' when event like 'account.%' then user_name end as target_name,
    case when event like 'person.%' then 'person' when event like 'member.%' then 'member' when of_bot then 'bot'
      when event = 'access.refused' then 'permission' when event = 'audit.read' then 'audit_log' else 'account' end as target_type,
    case when event like 'person.%' then md5('person' || h4)::uuid::text when of_bot then bot_id::text
      when event like 'account.%' then user_id::text end as target_id,
    case when by_system then null else '192.0.' || h2 % 4 || '.' || h3 % 250 end as ip,
    case when by_system then null when of_bot then '/o/organisation-' || org || '/bots/' || bot_id
      else '/o/organisation-' || org || '/team' end as path,
    gen_random_uuid() as request_id,
    case when event = 'member.role_changed' then '{"role": "viewer"}'::jsonb
      when event like '%replaced' then jsonb_build_object('fingerprint', left(md5('a' || i), 8)) end as before,
    case when event = 'member.role_changed' then '{"role": "admin"}'::jsonb
      when event like '%replaced' then jsonb_build_object('fingerprint', left(md5('b' || i), 8))
      when event = 'bot.configured' then jsonb_build_object('instructions', h4 % 900 || ' characters')
      when event = 'bot.observed' then '{"state": "running"}'::jsonb
      when event = 'bot.failed' then '{"code": "out_of_memory"}'::jsonb
      when event like 'person.%' then jsonb_build_object('bot', bot_name) end as after
  from said
)
insert into "AuditEvent" ("organisationId", "sequence", "occurredAt", "level", "event", "result", "tool", "path", "actorType",
  "actorId", "actorName", "actorRole", "targetType", "targetId", "targetName", "botId", "requestId", "ip", "userAgent", "before",
  "after", "previousHash", "hash", "search")
select org_id, sequence,
  first + (now() - first) * (i::float8 / $3::float8), 'info', event, result::"AuditResult",
  case when by_system then 'worker' else 'dashboard' end::"AuditTool", path,
  case when by_system then 'system' else 'user' end::"ActorType", case when by_system then null else user_id end, actor_name,
  case when by_system then null else 'admin' end::"Role", target_type, target_id, target_name,
  case when of_bot then bot_id end, request_id, ip,
  case when by_system then null else 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36' end,
  before, after, sha256(int8send(i - 1)), sha256(int8send(i)),
  lower(left(concat_ws(' ', event, actor_name, target_name, target_type, result, ip, path, target_id, request_id, before::text, after::text), 2000))
from told, (select date_trunc('month', now()) - interval '${MONTHS - 1} months') as beginning(first)
order by i`;

function h(seed: number): string {
  return `hashint8extended(i, ${seed}) & 2147483647`;
}
