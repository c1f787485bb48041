-- CreateEnum
CREATE TYPE "PlatformRole" AS ENUM ('support');

-- CreateEnum
CREATE TYPE "AuditLevel" AS ENUM ('info', 'warn', 'error');

-- CreateEnum
CREATE TYPE "AuditTool" AS ENUM ('dashboard', 'worker', 'airlock', 'command');

-- CreateEnum
CREATE TYPE "SignInMethod" AS ENUM ('password', 'google', 'github');

-- AlterEnum
ALTER TYPE "ActorType" ADD VALUE 'support';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "Role" ADD VALUE 'operator';
ALTER TYPE "Role" ADD VALUE 'guest';

-- The log becomes a chain, partitioned by month: a table cannot be turned into a partitioned one, so it is made anew and
-- what stands in the old one is appended to it, in order, further below.
ALTER TABLE "AuditEvent" RENAME TO "AuditEventBefore";
ALTER TABLE "AuditEventBefore" DROP CONSTRAINT "AuditEvent_pkey";
DROP INDEX "AuditEvent_organisationId_botId_occurredAt_idx";
DROP INDEX "AuditEvent_organisationId_occurredAt_id_idx";
DROP TRIGGER "AuditEvent_no_change" ON "AuditEventBefore";
DROP TRIGGER "AuditEvent_no_truncate" ON "AuditEventBefore";

CREATE TABLE "AuditEvent" (
    "organisationId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "occurredAt" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "level" "AuditLevel" NOT NULL DEFAULT 'info',
    "event" VARCHAR(64) NOT NULL,
    "result" "AuditResult" NOT NULL,
    "tool" "AuditTool" NOT NULL,
    "path" VARCHAR(300),
    "actorType" "ActorType" NOT NULL,
    "actorId" UUID,
    "actorName" VARCHAR(120) NOT NULL,
    "actorRole" "Role",
    "targetType" VARCHAR(32) NOT NULL,
    "targetId" VARCHAR(64),
    "targetName" VARCHAR(254),
    "botId" UUID,
    "requestId" UUID NOT NULL,
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(300),
    "before" JSONB,
    "after" JSONB,
    "previousHash" BYTEA NOT NULL DEFAULT '\x',
    "hash" BYTEA NOT NULL DEFAULT '\x',
    "search" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("organisationId", "occurredAt", "sequence")
) PARTITION BY RANGE ("occurredAt");

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "botIds" UUID[],
ADD COLUMN     "guestUntil" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "expiresAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "requiresSecondFactor" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "platformRole" "PlatformRole",
ALTER COLUMN "passwordHash" DROP NOT NULL;

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "method" "SignInMethod" NOT NULL,
    "secondFactorAt" TIMESTAMPTZ(6),
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(300),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "provider" "SignInMethod" NOT NULL,
    "providerAccountId" VARCHAR(255) NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "SecondFactor" (
    "userId" UUID NOT NULL,
    "sealedSecret" BYTEA NOT NULL,
    "dataKeyVersion" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(6),
    "lastStep" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "codeHash" CHAR(64) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInThrottle" (
    "key" CHAR(64) NOT NULL,
    "failedAt" TIMESTAMPTZ(6)[],
    "lockedUntil" TIMESTAMPTZ(6),
    "locks" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInThrottle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "GuestBot" (
    "organisationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "botId" UUID NOT NULL,

    CONSTRAINT "GuestBot_pkey" PRIMARY KEY ("organisationId","userId","botId")
);

-- CreateTable
CREATE TABLE "SupportVisit" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "userName" VARCHAR(80) NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "endedAt" TIMESTAMPTZ(6),

    CONSTRAINT "SupportVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "sealedBody" BYTEA,
    "dataKeyVersion" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(6) DEFAULT CURRENT_TIMESTAMP,
    "error" VARCHAR(300),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(6),

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditChain" (
    "organisationId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "xactId" xid8 NOT NULL,
    "occurredAt" TIMESTAMPTZ(6) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00',

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "ObservationMark" (
    "botId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "xactId" xid8 NOT NULL,

    CONSTRAINT "ObservationMark_pkey" PRIMARY KEY ("botId")
);

-- CreateTable
CREATE TABLE "RefusalTally" (
    "organisationId" UUID NOT NULL,
    "actorKey" VARCHAR(64) NOT NULL,
    "minute" TIMESTAMPTZ(6) NOT NULL,
    "more" INTEGER NOT NULL DEFAULT 0,
    "first" JSONB NOT NULL,

    CONSTRAINT "RefusalTally_pkey" PRIMARY KEY ("organisationId","actorKey","minute")
);

-- CreateIndex
CREATE INDEX "Session_userId_lastSeenAt_idx" ON "Session"("userId", "lastSeenAt" DESC);

-- CreateIndex
CREATE INDEX "Identity_userId_idx" ON "Identity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_userId_codeHash_key" ON "RecoveryCode"("userId", "codeHash");

-- CreateIndex
CREATE INDEX "SignInThrottle_updatedAt_idx" ON "SignInThrottle"("updatedAt");

-- CreateIndex
CREATE INDEX "GuestBot_userId_idx" ON "GuestBot"("userId");

-- CreateIndex
CREATE INDEX "GuestBot_botId_idx" ON "GuestBot"("botId");

-- CreateIndex
CREATE INDEX "SupportVisit_organisationId_startedAt_idx" ON "SupportVisit"("organisationId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "SupportVisit_userId_expiresAt_idx" ON "SupportVisit"("userId", "expiresAt");

-- CreateIndex
CREATE INDEX "Mail_organisationId_createdAt_idx" ON "Mail"("organisationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Mail_nextAttemptAt_idx" ON "Mail"("nextAttemptAt");

-- CreateIndex
CREATE INDEX "ObservationMark_organisationId_idx" ON "ObservationMark"("organisationId");

-- CreateIndex
CREATE INDEX "RefusalTally_minute_idx" ON "RefusalTally"("minute");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_actorId_occurredAt_sequence_idx" ON "AuditEvent"("organisationId", "actorId", "occurredAt", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_botId_occurredAt_sequence_idx" ON "AuditEvent"("organisationId", "botId", "occurredAt", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_event_occurredAt_sequence_idx" ON "AuditEvent"("organisationId", "event", "occurredAt", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_result_occurredAt_sequence_idx" ON "AuditEvent"("organisationId", "result", "occurredAt", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_sequence_idx" ON "AuditEvent"("organisationId", "sequence");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SecondFactor" ADD CONSTRAINT "SecondFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuestBot" ADD CONSTRAINT "GuestBot_organisationId_userId_fkey" FOREIGN KEY ("organisationId", "userId") REFERENCES "Membership"("organisationId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuestBot" ADD CONSTRAINT "GuestBot_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportVisit" ADD CONSTRAINT "SupportVisit_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what schema.prisma cannot say. docs/decisions/0009 and 0010 tell why.

-- == Roles ==

-- Owns the functions that look or write across organisations. Nobody can sign in as it.
DO $$ BEGIN
  CREATE ROLE clawberth_keeper NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
-- So that this migration may give functions away; a superuser needs no membership.
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT clawberth_keeper TO %I', current_user);
  END IF;
END $$;
GRANT USAGE, CREATE ON SCHEMA public TO clawberth_keeper;

-- == The log: partitions ==

-- Contrib modules that Postgres calls trusted: no superuser needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Partitions live in a schema of their own, where the app has no rights at all: it reaches them through the parent only.
CREATE SCHEMA audit_log;
REVOKE ALL ON SCHEMA audit_log FROM PUBLIC;
-- "read_audit_page" reads them.
GRANT USAGE ON SCHEMA audit_log TO clawberth_keeper;
ALTER DEFAULT PRIVILEGES IN SCHEMA audit_log GRANT SELECT ON TABLES TO clawberth_keeper;

CREATE INDEX "AuditEvent_search_idx" ON "AuditEvent" USING gin ("organisationId", "search" gin_trgm_ops);

-- Makes the partitions of the month before `around` and of three months after it, where they are missing.
CREATE FUNCTION "ensure_audit_partitions"(around date DEFAULT current_date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first date;
  part text;
BEGIN
  IF around NOT BETWEEN current_date - 4000 AND current_date + 60 THEN
    RAISE EXCEPTION 'no partitions around %', around;
  END IF;
  PERFORM pg_advisory_xact_lock(4915201879);
  FOR first IN SELECT generate_series(date_trunc('month', around::timestamp) - interval '1 month',
                                      date_trunc('month', around::timestamp) + interval '3 months', interval '1 month')::date LOOP
    part := to_char(first, '"events_"YYYY"_"MM');
    IF to_regclass('audit_log.' || part) IS NULL THEN
      EXECUTE format('CREATE TABLE audit_log.%I PARTITION OF public."AuditEvent" FOR VALUES FROM (%L) TO (%L)', part,
                     first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
      EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_log.%I FOR EACH STATEMENT EXECUTE FUNCTION public."refuse_audit_change"()', part);
    END IF;
  END LOOP;
END
$$;
-- Where no month's partition is there, an act must not fail for it.
CREATE TABLE audit_log.events_elsewhen PARTITION OF "AuditEvent" DEFAULT;
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_log.events_elsewhen
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
SELECT "ensure_audit_partitions"();

-- Drops whole months that ended more than `days` ago, or only those of them that are named; never younger than 90 days.
-- For the owner of the tables alone.
CREATE FUNCTION "drop_audit_partitions"(days integer, parts text[] DEFAULT NULL) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  part text;
BEGIN
  IF days < 90 THEN
    RAISE EXCEPTION 'the audit log is kept for 90 days at least, not %', days;
  END IF;
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = '"AuditEvent"'::regclass AND c.relname ~ '^events_[0-9]{4}_[0-9]{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' < now() - make_interval(days => days)
      AND (parts IS NULL OR c.relname = ANY (parts))
    ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE audit_log.%I', part);
    RETURN NEXT part;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION "drop_audit_partitions"(integer, text[]) FROM PUBLIC;

-- == The log: records and chain ==

-- RFC 8785 for what before and after may hold: strings, booleans, nulls, whole numbers, and ASCII keys.
CREATE FUNCTION "audit_json"(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF value IS NULL THEN RETURN 'null'; END IF;
  CASE jsonb_typeof(value)
    WHEN 'object' THEN
      RETURN (SELECT '{' || coalesce(string_agg(to_json(e.key)::text || ':' || "audit_json"(e.value), ',' ORDER BY e.key COLLATE "C"), '') || '}'
              FROM jsonb_each(value) e);
    WHEN 'array' THEN
      RETURN (SELECT '[' || coalesce(string_agg("audit_json"(a.value), ',' ORDER BY a.ordinality), '') || ']'
              FROM jsonb_array_elements(value) WITH ORDINALITY a);
    ELSE RETURN value::text;
  END CASE;
END
$$;

CREATE FUNCTION "audit_text"(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce(to_json(value)::text, 'null') $$;

-- The record whose SHA-256 is the event's hash: RFC 8785 JSON, keys in order (packages/audit-chain reads it).
CREATE FUNCTION "audit_record"(e "AuditEvent") RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT concat(
    '{"actor_type":"', e."actorType"::text,
    '","after":', "audit_json"(e."after"),
    ',"agent_id":', "audit_text"(e."botId"::text),
    ',"before":', "audit_json"(e."before"),
    ',"event":', "audit_text"(e."event"),
    ',"ip":', "audit_text"(e."ip"),
    ',"level":"', e."level"::text,
    '","organisation":"', e."organisationId"::text,
    '","path":', "audit_text"(e."path"),
    ',"previous_hash":"', encode(e."previousHash", 'hex'),
    '","request_id":"', e."requestId"::text,
    '","result":"', e."result"::text,
    '","sequence":', e."sequence"::text,
    ',"target_id":', "audit_text"(e."targetId"),
    ',"target_name":', "audit_text"(e."targetName"),
    ',"target_type":', "audit_text"(e."targetType"),
    ',"timestamp":"', to_char(e."occurredAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    '","tool":"', e."tool"::text,
    '","user":', "audit_text"(e."actorId"::text),
    ',"user_agent":', "audit_text"(e."userAgent"),
    ',"user_name":', "audit_text"(e."actorName"),
    ',"user_role":', "audit_text"(e."actorRole"::text),
    '}')
$$;

-- Numbers the event, chains it to the one before, and moves the chain's head, whatever the insert said of these columns.
-- The head's row is held until the transaction ends, so write the log last.
CREATE FUNCTION "append_audit_event"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head "AuditChain";
BEGIN
  SELECT * INTO head FROM "AuditChain" WHERE "organisationId" = NEW."organisationId" FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "AuditChain" VALUES (NEW."organisationId", 0, decode(repeat('00', 32), 'hex'), pg_current_xact_id()) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM "AuditChain" WHERE "organisationId" = NEW."organisationId" FOR UPDATE;
  END IF;
  -- Who waited for the head was clocked before who held it: a chain's times never go back, so that whole months at its
  -- beginning can be dropped. Across a month's end the row would belong to another partition: the transaction runs again.
  IF NEW."occurredAt" < head."occurredAt" THEN
    IF date_trunc('month', NEW."occurredAt", 'UTC') < date_trunc('month', head."occurredAt", 'UTC') THEN
      RAISE EXCEPTION 'the month ended while this event waited for its turn' USING ERRCODE = 'serialization_failure';
    END IF;
    NEW."occurredAt" := head."occurredAt";
  END IF;
  NEW."sequence" := head."sequence" + 1;
  NEW."previousHash" := head."hash";
  NEW."level" := CASE NEW."result" WHEN 'refused' THEN 'warn' WHEN 'failed' THEN 'error' ELSE 'info' END;
  NEW."search" := lower(left(concat_ws(' ', NEW."event", NEW."actorName", NEW."targetName", NEW."targetType", NEW."result",
    NEW."ip", NEW."path", NEW."targetId", NEW."requestId", NEW."before"::text, NEW."after"::text), 2000));
  NEW."hash" := sha256(convert_to("audit_record"(NEW), 'UTF8'));
  UPDATE "AuditChain" SET "sequence" = NEW."sequence", "hash" = NEW."hash", "xactId" = pg_current_xact_id(),
    "occurredAt" = NEW."occurredAt" WHERE "organisationId" = NEW."organisationId";
  RETURN NEW;
END
$$;

-- Nobody writes into the past or the future.
CREATE FUNCTION "refuse_backdating"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."occurredAt" < now() - interval '1 minute' OR NEW."occurredAt" > clock_timestamp() + interval '1 second' THEN
    RAISE EXCEPTION 'an audit event happens now' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

GRANT SELECT, INSERT, UPDATE ON "AuditChain" TO clawberth_keeper;
ALTER FUNCTION "append_audit_event"() OWNER TO clawberth_keeper;
CREATE TRIGGER "AuditEvent_b_append" BEFORE INSERT ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION "append_audit_event"();

-- What the log said before it was a chain, in its order.
DO $$
DECLARE month date;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', "occurredAt")::date FROM "AuditEventBefore" LOOP
    PERFORM "ensure_audit_partitions"(month);
  END LOOP;
END $$;
INSERT INTO "AuditEvent" ("organisationId", "occurredAt", "event", "result", "tool", "actorType", "actorId", "actorName",
  "actorRole", "targetType", "targetId", "targetName", "botId", "requestId", "ip", "userAgent", "before", "after")
SELECT "organisationId", "occurredAt", "action", "result",
  (CASE WHEN "actorType" = 'system' THEN 'worker' ELSE 'dashboard' END)::"AuditTool", "actorType", "actorId", "actorName",
  "actorRole", "targetType", "targetId", "targetName", "botId", "correlationId", "ip", "userAgent", "before", "after"
FROM "AuditEventBefore" ORDER BY "occurredAt", "id";
DROP TABLE "AuditEventBefore";

CREATE TRIGGER "AuditEvent_a_now" BEFORE INSERT ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION "refuse_backdating"();
CREATE TRIGGER "AuditEvent_no_change" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

-- == Who asks ==
-- A transaction says app.organisation and app.actor ('system' or a user's id) by set_config(…, true). Nothing said: nothing seen.

-- The platform itself: what accounts do is told in its log.
INSERT INTO "Organisation" ("id", "slug", "name") VALUES ('00000000-0000-0000-0000-000000000000', '~platform', 'Clawberth');

CREATE FUNCTION "app_is_system"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('app.actor', true), '') = 'system' $$;

CREATE FUNCTION "app_user"() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(nullif(current_setting('app.actor', true), ''), 'system')::uuid $$;

CREATE FUNCTION "app_member_role"() RETURNS "Role" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "role" FROM "Membership"
  WHERE "organisationId" = nullif(current_setting('app.organisation', true), '')::uuid AND "userId" = "app_user"()
    AND ("expiresAt" IS NULL OR "expiresAt" > now())
$$;

-- The organisation that this transaction may change rows of: a member's, or the one that Clawberth itself works for.
CREATE FUNCTION "app_writes"() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
BEGIN
  IF organisation IS NULL OR "app_is_system"() OR "app_member_role"() IS NOT NULL THEN RETURN organisation; END IF;
  RETURN NULL;
END
$$;

-- The organisation that this transaction may see rows of: also the one that support staff visit.
CREATE FUNCTION "app_reads"() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  organisation uuid := "app_writes"();
BEGIN
  IF organisation IS NOT NULL THEN RETURN organisation; END IF;
  SELECT v."organisationId" INTO organisation FROM "SupportVisit" v JOIN "User" u ON u."id" = v."userId"
  WHERE v."organisationId" = nullif(current_setting('app.organisation', true), '')::uuid AND v."userId" = "app_user"()
    AND v."endedAt" IS NULL AND v."expiresAt" > now() AND u."platformRole" = 'support'
  LIMIT 1;
  RETURN organisation;
END
$$;

-- Whether all bots of the organisation may be seen, or only those that a guest was given.
CREATE FUNCTION "app_sees_all_bots"() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "app_member_role"()::text IS DISTINCT FROM 'guest' $$;

CREATE FUNCTION "app_bot_organisation"(bot uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "organisationId" FROM "Bot" WHERE "id" = bot $$;

-- GuestBot too: the policy for guests on "Bot" is judged with the rights of whoever reads, the keeper among them.
GRANT SELECT ON "Membership", "SupportVisit", "User", "Bot", "GuestBot" TO clawberth_keeper;
ALTER FUNCTION "app_member_role"() OWNER TO clawberth_keeper;
ALTER FUNCTION "app_writes"() OWNER TO clawberth_keeper;
ALTER FUNCTION "app_reads"() OWNER TO clawberth_keeper;
ALTER FUNCTION "app_sees_all_bots"() OWNER TO clawberth_keeper;
ALTER FUNCTION "app_bot_organisation"(uuid) OWNER TO clawberth_keeper;

-- == Row-level security ==

DO $$
DECLARE
  name text;
  tenant text[] := ARRAY['Membership', 'GuestBot', 'SupportVisit', 'Mail', 'Invitation', 'Bot', 'ConfigVersion', 'BotSecret',
    'SandboxToken', 'Sandbox', 'DeployStage', 'PairingRequest', 'SandboxCommand', 'DataKey', 'RefusalTally', 'AuditChain', 'ObservationMark'];
  of_user text[] := ARRAY['Session', 'Identity', 'SecondFactor', 'RecoveryCode'];
BEGIN
  FOREACH name IN ARRAY tenant || of_user || ARRAY['Organisation', 'User', 'AuditEvent', 'SignInThrottle', 'MasterKey'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY keeper ON %I TO clawberth_keeper USING (true) WITH CHECK (true)', name);
  END LOOP;
  FOREACH name IN ARRAY tenant LOOP
    EXECUTE format('CREATE POLICY tenant_reads ON %I FOR SELECT USING ("organisationId" = (SELECT "app_reads"()))', name);
    EXECUTE format('CREATE POLICY tenant_inserts ON %I FOR INSERT WITH CHECK ("organisationId" = (SELECT "app_writes"()))', name);
    EXECUTE format('CREATE POLICY tenant_updates ON %I FOR UPDATE USING ("organisationId" = (SELECT "app_writes"()))
      WITH CHECK ("organisationId" = (SELECT "app_writes"()))', name);
    EXECUTE format('CREATE POLICY tenant_deletes ON %I FOR DELETE USING ("organisationId" = (SELECT "app_writes"()))', name);
  END LOOP;
  FOREACH name IN ARRAY of_user LOOP
    EXECUTE format('CREATE POLICY own ON %I USING ("userId" = (SELECT "app_user"()) OR (SELECT "app_is_system"()))
      WITH CHECK ("userId" = (SELECT "app_user"()) OR (SELECT "app_is_system"()))', name);
  END LOOP;
  -- A guest's view of everything that hangs on a bot.
  EXECUTE 'CREATE POLICY guests ON "Bot" AS RESTRICTIVE FOR SELECT USING ((SELECT "app_sees_all_bots"())
    OR "id" IN (SELECT g."botId" FROM "GuestBot" g WHERE g."userId" = (SELECT "app_user"())))';
  FOREACH name IN ARRAY ARRAY['ConfigVersion', 'BotSecret', 'SandboxToken', 'Sandbox', 'DeployStage', 'PairingRequest', 'SandboxCommand'] LOOP
    EXECUTE format('CREATE POLICY guests ON %I AS RESTRICTIVE FOR SELECT USING ((SELECT "app_sees_all_bots"())
      OR "botId" IN (SELECT g."botId" FROM "GuestBot" g WHERE g."userId" = (SELECT "app_user"())))', name);
  END LOOP;
  -- What tells of the whole organisation is not for guests.
  FOREACH name IN ARRAY ARRAY['Invitation', 'Mail', 'SupportVisit', 'DataKey'] LOOP
    EXECUTE format('CREATE POLICY guests ON %I AS RESTRICTIVE FOR SELECT USING ((SELECT "app_sees_all_bots"()))', name);
  END LOOP;
  EXECUTE 'CREATE POLICY guests ON "GuestBot" AS RESTRICTIVE FOR SELECT USING ((SELECT "app_sees_all_bots"())
    OR "userId" = (SELECT "app_user"()))';
  -- A row belongs to the organisation of the bot that it names.
  FOREACH name IN ARRAY ARRAY['GuestBot', 'ConfigVersion', 'BotSecret', 'SandboxToken', 'Sandbox', 'DeployStage', 'PairingRequest', 'SandboxCommand'] LOOP
    EXECUTE format('CREATE POLICY own_bots ON %1$I AS RESTRICTIVE FOR INSERT
      WITH CHECK ("organisationId" = "app_bot_organisation"("botId"))', name);
    EXECUTE format('CREATE POLICY own_bots_still ON %1$I AS RESTRICTIVE FOR UPDATE USING (true)
      WITH CHECK ("organisationId" = "app_bot_organisation"("botId"))', name);
  END LOOP;
  -- Guests see their own membership (own_reads) and nobody else's.
  EXECUTE 'ALTER POLICY tenant_reads ON "Membership" USING ("organisationId" = (SELECT "app_reads"()) AND (SELECT "app_sees_all_bots"()))';
END $$;

-- A person sees their own memberships, and the organisations of these, wherever they stand.
CREATE POLICY own_reads ON "Membership" FOR SELECT USING ("userId" = (SELECT "app_user"()));
CREATE POLICY tenant_reads ON "Organisation" FOR SELECT USING ("id" = (SELECT "app_reads"())
  OR "id" IN (SELECT m."organisationId" FROM "Membership" m WHERE m."userId" = (SELECT "app_user"())));
CREATE POLICY tenant_inserts ON "Organisation" FOR INSERT WITH CHECK ("id" = (SELECT "app_writes"()));
CREATE POLICY tenant_updates ON "Organisation" FOR UPDATE USING ("id" = (SELECT "app_writes"())) WITH CHECK ("id" = (SELECT "app_writes"()));
CREATE POLICY tenant_deletes ON "Organisation" FOR DELETE USING ("id" = (SELECT "app_writes"()));
-- A visit is opened and closed by Clawberth for the visitor, who is no member; they see their own.
CREATE POLICY own_reads ON "SupportVisit" FOR SELECT USING ("userId" = (SELECT "app_user"()));
-- People see themselves and the members of the organisation that they stand in.
CREATE POLICY known ON "User" FOR SELECT USING ((SELECT "app_is_system"()) OR "id" = (SELECT "app_user"())
  OR "id" IN (SELECT m."userId" FROM "Membership" m WHERE m."organisationId" = (SELECT "app_reads"())));
CREATE POLICY own_inserts ON "User" FOR INSERT WITH CHECK ((SELECT "app_is_system"()));
CREATE POLICY own_updates ON "User" FOR UPDATE USING ((SELECT "app_is_system"()) OR "id" = (SELECT "app_user"()))
  WITH CHECK ((SELECT "app_is_system"()) OR "id" = (SELECT "app_user"()));
CREATE POLICY own_deletes ON "User" FOR DELETE USING ((SELECT "app_is_system"()));
-- The log: read by all but guests, and appended to by whoever may look, so that looking is told too.
CREATE POLICY tenant_reads ON "AuditEvent" FOR SELECT USING ("organisationId" = (SELECT "app_reads"()) AND (SELECT "app_sees_all_bots"()));
CREATE POLICY tenant_inserts ON "AuditEvent" FOR INSERT WITH CHECK ("organisationId" = (SELECT "app_reads"()));
-- Clawberth's own.
CREATE POLICY system ON "SignInThrottle" USING ((SELECT "app_is_system"())) WITH CHECK ((SELECT "app_is_system"()));
CREATE POLICY reads ON "MasterKey" FOR SELECT USING (true);
CREATE POLICY system ON "MasterKey" USING ((SELECT "app_is_system"())) WITH CHECK ((SELECT "app_is_system"()));

-- == Reading the log ==

-- Of a long word's runs of three letters or digits, the three that stand in the fewest of the texts; none of a short word.
CREATE FUNCTION "rarest_of_word"(word text, texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  WITH runs AS (
    SELECT DISTINCT substr(word, i, 3) AS run FROM generate_series(1, least(length(word), 40) - 2) i
    WHERE substr(word, i, 3) ~ '^[[:alnum:]]{3}$'
  ), rarest AS (
    SELECT run FROM runs ORDER BY (SELECT count(*) FROM unnest(texts) t WHERE strpos(t, run) > 0), run LIMIT 3
  )
  SELECT CASE WHEN (SELECT count(*) FROM runs) > 5 THEN (SELECT array_agg(run) FROM rarest) ELSE '{}' END
$$;

-- The condition for a search, by what stands in some of the texts: $9 are the patterns. Null where there are no texts.
CREATE FUNCTION "audit_search"(words text[], patterns text[], texts text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  condition text := '';
  runs text[];
BEGIN
  IF texts IS NULL THEN RETURN NULL; END IF;
  IF (SELECT count(*) FILTER (WHERE t LIKE ALL (patterns)) * 100 >= count(*) FROM unnest(texts) t) THEN condition := ' /* in order */'; END IF;
  FOR n IN 1 .. cardinality(words) LOOP
    runs := CASE WHEN condition LIKE ' /*%' THEN '{}' ELSE "rarest_of_word"(lower(words[n]), texts[1:200]) END;
    -- The empty text keeps the whole word from the index, where only its rarest runs are to be asked.
    condition := condition || (SELECT coalesce(string_agg(format(' AND "search" LIKE %L', '%' || r || '%'), ''), '') FROM unnest(runs) r)
      || format(CASE runs WHEN '{}' THEN ' AND "search" LIKE $9[%s]' ELSE ' AND ("search" || '''') LIKE $9[%s]' END, n);
  END LOOP;
  RETURN condition;
END
$$;

-- A page of the log, newest first, of the organisation that this transaction may read; nothing for guests.
-- It reads the partitions themselves, month by month from the newest, and binds itself to "app_reads"(): row-level security
-- on the parent keeps conditions that are not leakproof (LIKE, equality of enums) away from the indexes and the statistics.
-- How to search a month is decided by some of its newest events: what stands in one of a hundred is found soonest in the
-- order of time; what is rarer by the trigram index, of which only the rarest trigrams are asked, because each of its lists
-- is read to the end.
CREATE FUNCTION "read_audit_page"(person uuid, bot uuid, act text, ending "AuditResult", words text[],
  since timestamptz, until timestamptz, until_sequence bigint, wanted integer) RETURNS SETOF "AuditEvent"
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off SET enable_seqscan = off
SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  organisation uuid := "app_reads"();
  patterns text[] := ARRAY(SELECT '%' || regexp_replace(lower(w), '([\\%_])', '\\\1', 'g') || '%' FROM unnest(words) w);
  -- Nothing is later than now.
  high timestamptz := least(until, now() + interval '1 minute');
  low timestamptz;
  oldest timestamptz;
  part text;
  filters text := ' FROM audit_log.%I WHERE "organisationId" = $1 AND "occurredAt" >= $2 AND ("occurredAt", "sequence") < ($3, $4)'
    || CASE WHEN person IS NULL THEN '' ELSE ' AND "actorId" = $5' END
    || CASE WHEN bot IS NULL THEN '' ELSE ' AND "botId" = $6' END
    || CASE WHEN act IS NULL THEN '' ELSE ' AND "event" = $7' END
    || CASE WHEN ending IS NULL THEN '' ELSE ' AND "result" = $8' END;
  newest_first text := ' ORDER BY "occurredAt" DESC, "sequence" DESC';
  samples text := 'SELECT array_agg(s) FROM ((SELECT "search" AS s' || filters || newest_first || ' LIMIT 250) UNION ALL (SELECT "search"'
    || filters || ' AND "occurredAt" < $3 - interval ''3 days''' || newest_first || ' LIMIT 250)) sample';
  texts text[];
  searched text;
  way text;
  few boolean;
  bitmaps text := current_setting('enable_bitmapscan');
  missing integer := wanted;
  found_now integer;
BEGIN
  IF organisation IS NULL OR NOT "app_sees_all_bots"() THEN RETURN; END IF;
  IF patterns = '{}' THEN searched := ''; END IF;
  -- Partitions begin at the first moment of a month, UTC; what has none is in the default partition.
  SELECT to_date(min(right(c.relname, 7)), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC' INTO oldest
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = '"AuditEvent"'::regclass AND c.relname ~ '^events_[0-9]{4}_[0-9]{2}$';
  WHILE missing > 0 AND high > since LOOP
    low := date_trunc('month', (high - interval '1 microsecond') AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    part := to_char(low AT TIME ZONE 'UTC', '"events_"YYYY"_"MM');
    IF to_regclass(format('audit_log.%I', part)) IS NULL THEN
      part := 'events_elsewhen';
      IF high <= oldest THEN low := '-infinity'; END IF;
    END IF;
    IF searched IS NULL THEN
      EXECUTE format(samples, part, part) INTO texts USING organisation, greatest(low, since), high,
        CASE WHEN high = until THEN until_sequence ELSE 0 END, person, bot, act, ending;
      searched := "audit_search"(words, patterns, texts);
    END IF;
    way := searched;
    -- The lists of short words are long: where the organisation has few events in the month, these are read instead.
    IF searched LIKE ' AND%' AND searched NOT LIKE '%||%' THEN
      EXECUTE 'SELECT count(*) < 1000 FROM (SELECT 1' || format(filters, part) || ' LIMIT 1000) month' INTO few USING organisation,
        greatest(low, since), high, CASE WHEN high = until THEN until_sequence ELSE 0 END, person, bot, act, ending;
      IF few THEN way := ' /* in order */' || searched; END IF;
    END IF;
    IF way IS NOT NULL THEN
      -- Where the trigram index is not to be asked, only the order of time is good.
      PERFORM set_config('enable_bitmapscan', CASE WHEN way LIKE ' /*%' THEN 'off' ELSE bitmaps END, true);
      RETURN QUERY EXECUTE format('SELECT *' || filters, part) || way || newest_first || ' LIMIT $10' USING organisation,
        greatest(low, since), high, CASE WHEN high = until THEN until_sequence ELSE 0 END, person, bot, act, ending, patterns, missing;
      GET DIAGNOSTICS found_now = ROW_COUNT;
      missing := missing - found_now;
      -- What is common in one month may be rare in the one before.
      IF searched LIKE ' /*%' THEN searched := NULL; END IF;
    END IF;
    high := low;
  END LOOP;
  PERFORM set_config('enable_bitmapscan', bitmaps, true);
END
$$;
REVOKE ALL ON FUNCTION "read_audit_page" FROM PUBLIC;
ALTER FUNCTION "read_audit_page" OWNER TO clawberth_keeper;

-- == No change without an audit event ==
-- Deferred to the commit: the chain of the row's organisation must have grown in this very transaction.

CREATE FUNCTION "audited"(organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM "AuditChain" WHERE "organisationId" = organisation AND "xactId" = pg_current_xact_id()) $$;

CREATE FUNCTION "refuse_unaudited"(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a change of % without an audit event of its organisation is refused', what USING ERRCODE = 'insufficient_privilege';
END
$$;

-- For tables of an organisation.
CREATE FUNCTION "require_audit_event"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (TG_OP <> 'DELETE' AND NOT "audited"(NEW."organisationId")) OR (TG_OP <> 'INSERT' AND NOT "audited"(OLD."organisationId")) THEN
    PERFORM "refuse_unaudited"(TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION "require_audit_event_of_itself"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (TG_OP <> 'DELETE' AND NOT "audited"(NEW."id")) OR (TG_OP <> 'INSERT' AND NOT "audited"(OLD."id")) THEN
    PERFORM "refuse_unaudited"(TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END
$$;

-- For accounts and keys of the platform.
CREATE FUNCTION "require_platform_audit_event"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT "audited"('00000000-0000-0000-0000-000000000000') THEN PERFORM "refuse_unaudited"(TG_TABLE_NAME); END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION "observed"(bot uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM "ObservationMark" WHERE "botId" = bot AND "xactId" = pg_current_xact_id()) $$;

-- For tables that say what was seen: an observation under the bot's lease needs no event.
CREATE FUNCTION "require_audit_event_or_observation"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (TG_OP <> 'DELETE' AND NOT "observed"(NEW."botId") AND NOT "audited"(NEW."organisationId"))
    OR (TG_OP <> 'INSERT' AND NOT "observed"(OLD."botId") AND NOT "audited"(OLD."organisationId")) THEN
    PERFORM "refuse_unaudited"(TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END
$$;

-- A bot holds both: what its owner wants needs an event, what was seen an observation. The lease and the two times of
-- activity are changed by the functions below alone; the app has no right to these columns.
CREATE FUNCTION "require_audit_event_of_bot"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own text[] := ARRAY['leaseOwner', 'leaseEpoch', 'leaseExpiresAt', 'lastInboundAt', 'lastAnsweredAt'];
  seen text[] := ARRAY['observedState', 'observedGeneration', 'observedConfigVersion', 'failure', 'retryAt', 'failedAttempts',
    'channelConnected', 'channelError', 'memoryBytes', 'observedAt'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - own = to_jsonb(OLD) - own THEN RETURN NULL; END IF;
    IF to_jsonb(NEW) - own - seen = to_jsonb(OLD) - own - seen AND "observed"(NEW."id") THEN RETURN NULL; END IF;
  END IF;
  IF (TG_OP <> 'DELETE' AND NOT "audited"(NEW."organisationId")) OR (TG_OP <> 'INSERT' AND NOT "audited"(OLD."organisationId")) THEN
    PERFORM "refuse_unaudited"(TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END
$$;

-- A session is touched by touch_session alone, without an event.
CREATE FUNCTION "require_audit_event_of_session"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'lastSeenAt' = to_jsonb(OLD) - 'lastSeenAt' THEN RETURN NULL; END IF;
  IF NOT "audited"('00000000-0000-0000-0000-000000000000') THEN PERFORM "refuse_unaudited"(TG_TABLE_NAME); END IF;
  RETURN NULL;
END
$$;

GRANT SELECT, INSERT, UPDATE ON "ObservationMark" TO clawberth_keeper;

DO $$
DECLARE
  pair text[];
  pairs text[][] := ARRAY[
    ['Membership', 'require_audit_event'], ['GuestBot', 'require_audit_event'], ['SupportVisit', 'require_audit_event'],
    ['Mail', 'require_audit_event'], ['Invitation', 'require_audit_event'], ['ConfigVersion', 'require_audit_event'],
    ['BotSecret', 'require_audit_event'], ['SandboxToken', 'require_audit_event'], ['DataKey', 'require_audit_event'],
    ['Organisation', 'require_audit_event_of_itself'],
    ['Sandbox', 'require_audit_event_or_observation'], ['DeployStage', 'require_audit_event_or_observation'],
    ['PairingRequest', 'require_audit_event_or_observation'], ['SandboxCommand', 'require_audit_event_or_observation'],
    ['Bot', 'require_audit_event_of_bot'],
    ['Session', 'require_audit_event_of_session'],
    ['User', 'require_platform_audit_event'], ['Identity', 'require_platform_audit_event'],
    ['SecondFactor', 'require_platform_audit_event'], ['RecoveryCode', 'require_platform_audit_event'],
    ['SignInThrottle', 'require_platform_audit_event'], ['MasterKey', 'require_platform_audit_event']];
BEGIN
  FOREACH pair SLICE 1 IN ARRAY pairs LOOP
    EXECUTE format('ALTER FUNCTION %I() OWNER TO clawberth_keeper', pair[2]);
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION %I()', pair[1] || '_audited', pair[1], pair[2]);
  END LOOP;
END $$;

-- == The narrow ways across organisations: each answers one question of one of our processes ==

CREATE FUNCTION "lookup_bot_organisation"(bot uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "organisationId" FROM "Bot" WHERE "id" = bot AND "deletedAt" IS NULL $$;

-- Bots whose two sides differ or that have something pending, oldest first (the worker's sweep).
CREATE FUNCTION "lookup_drift"() RETURNS TABLE ("botId" uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT b."id" FROM "Bot" b
  WHERE b."deletedAt" IS NULL
    AND (
      b."desiredState" = 'deleted'
      OR (b."desiredState" = 'stopped' AND b."observedState" <> 'stopped')
      OR (b."desiredState" = 'running' AND (
        b."observedGeneration" <> b."generation"
        OR b."observedState" NOT IN ('running', 'failed')
        OR (b."observedState" = 'running' AND (
          b."observedConfigVersion" <> b."desiredConfigVersion"
          OR EXISTS (SELECT 1 FROM "SandboxCommand" c WHERE c."botId" = b."id" AND c."status" = 'pending')
        ))
        OR (b."observedState" = 'failed' AND (
          b."retryAt" <= now()
          OR b."failure" IS NULL
          OR (b."failure"->>'generation')::int IS DISTINCT FROM b."generation"
          OR (b."failure"->>'configVersion')::int IS DISTINCT FROM b."desiredConfigVersion"
        ))
      ))
    )
  ORDER BY b."createdAt"
$$;

-- Where bots should be and were last seen, for comparing with what runs on the machine.
CREATE FUNCTION "lookup_placements"(deleted_since timestamptz)
RETURNS TABLE ("botId" uuid, "organisationId" uuid, "desiredState" "DesiredState", "generation" integer, "observedState" "ObservedState", "deletedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "id", "organisationId", "desiredState", "generation", "observedState", "deletedAt"
  FROM "Bot" WHERE "deletedAt" IS NULL OR "deletedAt" >= deleted_since
$$;

-- The bot that is known by a token, with the sealed secret that this kind of caller needs. running… is the config version
-- that the sandbox still runs while a newer one is on its way.
CREATE FUNCTION "lookup_airlock_caller"(token_hash text, token_kind "SecretKind", secret_kind "SecretKind")
RETURNS TABLE ("botId" uuid, "organisationId" uuid, "botName" text, "providerId" text, "modelId" text, "subnet" text,
  "secretId" uuid, "sealedValue" bytea, "runningVersionId" uuid, "runningForm" bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
-- plpgsql, because it keeps the plan: the airlock asks this on every request.
BEGIN
  RETURN QUERY SELECT bot."id", bot."organisationId", bot."name"::text, bot."providerId"::text, bot."modelId"::text, box."subnet"::text,
    secret."id", secret."sealedValue", version."id", version."sealedForm"
  FROM "SandboxToken" token
  JOIN "Bot" bot ON bot."id" = token."botId"
  JOIN "Sandbox" box ON box."botId" = bot."id"
  LEFT JOIN "BotSecret" secret ON secret."botId" = bot."id" AND secret."kind" = secret_kind
  LEFT JOIN "ConfigVersion" version ON version."botId" = bot."id" AND token."kind" = 'airlock_token'
    AND version."number" = bot."observedConfigVersion" AND bot."observedConfigVersion" < bot."desiredConfigVersion"
  WHERE token."tokenHash" = token_hash::char(64) AND token."kind" = token_kind
    AND bot."deletedAt" IS NULL AND bot."desiredState" <> 'deleted';
END
$$;

-- The bot that holds a Telegram bot, whoever owns it: one Telegram bot cannot serve two.
CREATE FUNCTION "lookup_telegram_bot"(telegram_bot bigint) RETURNS TABLE ("botId" uuid, "organisationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "id", "organisationId" FROM "Bot"
  WHERE "telegramBotId" = telegram_bot AND "deletedAt" IS NULL AND "desiredState" <> 'deleted'
$$;

CREATE FUNCTION "lookup_invitation"(token_hash text) RETURNS TABLE ("invitationId" uuid, "organisationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "id", "organisationId" FROM "Invitation" WHERE "tokenHash" = token_hash::char(64) $$;

-- The organisations whose log tells what this person's account does.
CREATE FUNCTION "lookup_organisations_of"(person uuid) RETURNS TABLE ("organisationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "organisationId" FROM "Membership" WHERE "userId" = person ORDER BY 1 $$;

-- Letters that wait to be sent, and refusals of minutes that are over.
CREATE FUNCTION "lookup_mail_due"() RETURNS TABLE ("mailId" uuid, "organisationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "id", "organisationId" FROM "Mail" WHERE "nextAttemptAt" <= now() AND "sentAt" IS NULL ORDER BY "nextAttemptAt" LIMIT 100 $$;

-- The newest letters that nobody has taken: the mailbox page of a machine without a mail server.
CREATE FUNCTION "lookup_mailbox"() RETURNS TABLE ("mailId" uuid, "organisationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "id", "organisationId" FROM "Mail" WHERE "sentAt" IS NULL AND "sealedBody" IS NOT NULL ORDER BY "createdAt" DESC LIMIT 50 $$;

CREATE FUNCTION "lookup_closed_refusals"() RETURNS TABLE ("organisationId" uuid, "actorKey" text, "minute" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "organisationId", "actorKey", "minute" FROM "RefusalTally" WHERE "minute" < date_trunc('minute', now()) ORDER BY "minute" LIMIT 500 $$;

-- The organisation of an address, for the commands of an operator.
CREATE FUNCTION "lookup_organisation"(address text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "id" FROM "Organisation" WHERE "slug" = address $$;

-- Heads of the chains, for the hourly checkpoints.
CREATE FUNCTION "lookup_audit_chains"() RETURNS TABLE ("organisationId" uuid, "sequence" bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "organisationId", "sequence" FROM "AuditChain" $$;

-- Organisations by name, address or member's e-mail, for support staff alone: names and nothing else.
CREATE FUNCTION "lookup_organisations_for_support"(words text)
RETURNS TABLE ("organisationId" uuid, "slug" text, "name" text, "createdAt" timestamptz, "members" bigint, "bots" bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o."id", o."slug", o."name", o."createdAt",
    (SELECT count(*) FROM "Membership" m WHERE m."organisationId" = o."id"),
    (SELECT count(*) FROM "Bot" b WHERE b."organisationId" = o."id" AND b."deletedAt" IS NULL)
  FROM "Organisation" o
  WHERE EXISTS (SELECT 1 FROM "User" u WHERE u."id" = "app_user"() AND u."platformRole" = 'support')
    AND o."id" <> '00000000-0000-0000-0000-000000000000'
    AND (words = '' OR o."name" ILIKE '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
      OR o."slug" = lower(words) OR o."id"::text = lower(words)
      OR EXISTS (SELECT 1 FROM "Membership" m JOIN "User" u ON u."id" = m."userId" WHERE m."organisationId" = o."id" AND u."email" = lower(words)))
  ORDER BY o."name" LIMIT 50
$$;

-- == The few writes that are no act of anybody ==

-- Takes the bot's lease by Postgres' clock and raises its epoch; null when somebody else holds it, or the bot is gone.
CREATE FUNCTION "claim_lease"(bot uuid, holder text, seconds double precision) RETURNS TABLE ("organisationId" uuid, "epoch" integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "Bot" SET "leaseOwner" = holder, "leaseEpoch" = "leaseEpoch" + 1, "leaseExpiresAt" = now() + make_interval(secs => seconds)
  WHERE "id" = bot AND "deletedAt" IS NULL AND ("leaseExpiresAt" IS NULL OR "leaseExpiresAt" < now())
  RETURNING "organisationId", "leaseEpoch"
$$;

CREATE FUNCTION "renew_lease"(bot uuid, holder text, epoch integer, seconds double precision) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Bot" SET "leaseExpiresAt" = now() + make_interval(secs => seconds)
  WHERE "id" = bot AND "leaseOwner" = holder AND "leaseEpoch" = epoch AND "deletedAt" IS NULL;
  RETURN FOUND;
END
$$;

CREATE FUNCTION "release_lease"(bot uuid, holder text, epoch integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "Bot" SET "leaseOwner" = NULL, "leaseExpiresAt" = NULL WHERE "id" = bot AND "leaseOwner" = holder AND "leaseEpoch" = epoch
$$;

-- Holds the bot's row and says that this transaction observes it; false when the lease is somebody else's.
CREATE FUNCTION "begin_observation"(bot uuid, organisation uuid, holder text, epoch integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM "Bot" WHERE "id" = bot AND "organisationId" = organisation AND "leaseOwner" = holder AND "leaseEpoch" = epoch
    AND "deletedAt" IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO "ObservationMark" VALUES (bot, organisation, pg_current_xact_id())
    ON CONFLICT ("botId") DO UPDATE SET "xactId" = pg_current_xact_id();
  RETURN true;
END
$$;

-- When a bot was last heard and last answered, as the airlock sees it; null leaves a time as it is.
CREATE FUNCTION "note_activity"(bot uuid, inbound timestamptz, answered timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "Bot" SET "lastInboundAt" = coalesce(inbound, "lastInboundAt"), "lastAnsweredAt" = coalesce(answered, "lastAnsweredAt")
  WHERE "id" = bot AND "deletedAt" IS NULL
$$;

-- A living session was used, now.
CREATE FUNCTION "touch_session"(session uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "Session" SET "lastSeenAt" = now() WHERE "id" = session AND "endedAt" IS NULL AND "expiresAt" > now()
$$;

-- Counts a refusal; true when it is the first of this actor in this minute, which is told at once.
CREATE FUNCTION "note_refusal"(organisation uuid, actor text, first_event jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  more_so_far integer;
BEGIN
  INSERT INTO "RefusalTally" AS t VALUES (organisation, actor, date_trunc('minute', now()), 0, first_event)
    ON CONFLICT ("organisationId", "actorKey", "minute") DO UPDATE SET "more" = t."more" + 1
    RETURNING t."more" INTO more_so_far;
  RETURN more_so_far = 0;
END
$$;

-- Takes the tally of a minute that is over; null when somebody else was faster.
CREATE FUNCTION "take_refusals"(organisation uuid, actor text, of_minute timestamptz) RETURNS TABLE ("more" integer, "first" jsonb)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM "RefusalTally" WHERE "organisationId" = organisation AND "actorKey" = actor AND "minute" = of_minute
    AND "minute" < date_trunc('minute', now()) RETURNING "more", "first"
$$;

GRANT SELECT, UPDATE ON "Bot", "Session" TO clawberth_keeper;
GRANT SELECT ON "SandboxCommand", "SandboxToken", "Sandbox", "BotSecret", "ConfigVersion", "Invitation", "Mail", "Organisation" TO clawberth_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON "RefusalTally" TO clawberth_keeper;

DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    AND (p.proname LIKE 'lookup\_%' OR p.proname IN ('claim_lease', 'renew_lease', 'release_lease', 'begin_observation',
      'note_activity', 'touch_session', 'note_refusal', 'take_refusals')) LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO clawberth_keeper', f);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION "ensure_audit_partitions"(date) FROM PUBLIC;

REVOKE CREATE ON SCHEMA public FROM clawberth_keeper;
