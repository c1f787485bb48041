-- CreateEnum
CREATE TYPE "RotationPolicy" AS ENUM ('days_90', 'days_30', 'quarterly');

-- CreateEnum
CREATE TYPE "RotationReason" AS ENUM ('member_left', 'suspected');

-- CreateEnum
CREATE TYPE "VariableStage" AS ENUM ('draft', 'live');

-- DropIndex
DROP INDEX "SandboxToken_botId_kind_key";

-- AlterTable
ALTER TABLE "BotSecret" ADD COLUMN     "remindedAt" TIMESTAMPTZ(6),
ADD COLUMN     "revokedAt" TIMESTAMPTZ(6),
ADD COLUMN     "rotateReason" "RotationReason",
ADD COLUMN     "rotateSince" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "DataKey" ADD COLUMN     "emptiedAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "MasterKey" ADD COLUMN     "emptiedAt" TIMESTAMPTZ(6),
ADD COLUMN     "keyName" VARCHAR(300);

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "rotationPolicy" "RotationPolicy" NOT NULL DEFAULT 'days_90';

-- AlterTable
ALTER TABLE "SandboxToken" ADD COLUMN     "retiring" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "BotVariable" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "stage" "VariableStage" NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "secret" BOOLEAN NOT NULL,
    "sealedValue" BYTEA,
    "dataKeyVersion" INTEGER NOT NULL,
    "fingerprint" CHAR(8),
    "setById" UUID,
    "setAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BotVariable_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FingerprintKey" (
    "organisationId" UUID NOT NULL,
    "sealedKey" BYTEA NOT NULL,
    "dataKeyVersion" INTEGER NOT NULL,

    CONSTRAINT "FingerprintKey_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "ProcessReport" (
    "id" UUID NOT NULL,
    "name" VARCHAR(16) NOT NULL,
    "host" VARCHAR(64) NOT NULL,
    "masterKeys" INTEGER[],
    "clearedAt" TIMESTAMPTZ(6) NOT NULL,
    "pbkdf2Calls" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "seenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProcessReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BotVariable_organisationId_dataKeyVersion_idx" ON "BotVariable"("organisationId", "dataKeyVersion");

-- CreateIndex
CREATE UNIQUE INDEX "BotVariable_botId_stage_name_key" ON "BotVariable"("botId", "stage", "name");

-- CreateIndex
CREATE INDEX "BotSecret_organisationId_fingerprint_idx" ON "BotSecret"("organisationId", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "SandboxToken_botId_kind_retiring_key" ON "SandboxToken"("botId", "kind", "retiring");

-- AddForeignKey
ALTER TABLE "BotVariable" ADD CONSTRAINT "BotVariable_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FingerprintKey" ADD CONSTRAINT "FingerprintKey_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what schema.prisma cannot say.

GRANT CREATE ON SCHEMA public TO clawberth_keeper;

-- == Row-level security, and no change without an audit event (0010) ==

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['BotVariable', 'FingerprintKey', 'ProcessReport'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY keeper ON %I TO clawberth_keeper USING (true) WITH CHECK (true)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['BotVariable', 'FingerprintKey'] LOOP
    EXECUTE format('CREATE POLICY tenant_reads ON %I FOR SELECT USING ("organisationId" = (SELECT "app_reads"()))', name);
    EXECUTE format('CREATE POLICY tenant_inserts ON %I FOR INSERT WITH CHECK ("organisationId" = (SELECT "app_writes"()))', name);
    EXECUTE format('CREATE POLICY tenant_updates ON %I FOR UPDATE USING ("organisationId" = (SELECT "app_writes"()))
      WITH CHECK ("organisationId" = (SELECT "app_writes"()))', name);
    EXECUTE format('CREATE POLICY tenant_deletes ON %I FOR DELETE USING ("organisationId" = (SELECT "app_writes"()))', name);
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION "require_audit_event"()', name || '_audited', name);
  END LOOP;
END $$;
CREATE POLICY guests ON "BotVariable" AS RESTRICTIVE FOR SELECT USING ((SELECT "app_sees_all_bots"())
  OR "botId" IN (SELECT g."botId" FROM "GuestBot" g WHERE g."userId" = (SELECT "app_user"())));
CREATE POLICY own_bots ON "BotVariable" AS RESTRICTIVE FOR INSERT WITH CHECK ("organisationId" = "app_bot_organisation"("botId"));
CREATE POLICY own_bots_still ON "BotVariable" AS RESTRICTIVE FOR UPDATE USING (true)
  WITH CHECK ("organisationId" = "app_bot_organisation"("botId"));
CREATE POLICY guests ON "FingerprintKey" AS RESTRICTIVE FOR SELECT USING ((SELECT "app_sees_all_bots"()));
CREATE POLICY reads ON "ProcessReport" FOR SELECT USING ((SELECT "app_is_system"()));

-- == What our processes say of themselves ==

GRANT SELECT, INSERT, UPDATE, DELETE ON "ProcessReport" TO clawberth_keeper;

-- Writes what a process can open; reports of processes that have been silent for an hour go.
CREATE FUNCTION "report_process"(process uuid, process_name text, machine text, master_keys integer[], cleared timestamptz,
  derivations integer, started timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM "ProcessReport" WHERE "seenAt" < now() - interval '1 hour' AND "id" <> process;
  INSERT INTO "ProcessReport" ("id", "name", "host", "masterKeys", "clearedAt", "pbkdf2Calls", "startedAt", "seenAt")
  VALUES (process, process_name, machine, master_keys, cleared, derivations, started, now())
  ON CONFLICT ("id") DO UPDATE SET "masterKeys" = master_keys, "clearedAt" = cleared, "pbkdf2Calls" = derivations, "seenAt" = now();
$$;

-- A process that ends in order is waited for no more.
CREATE FUNCTION "forget_process"(process uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ DELETE FROM "ProcessReport" WHERE "id" = process $$;

-- == Master keys that changed are told to every process: channel vault_changed, without a payload ==

CREATE FUNCTION "notify_vault_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('vault_changed', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER "MasterKey_notify" AFTER INSERT OR UPDATE OR DELETE ON "MasterKey"
  FOR EACH ROW EXECUTE FUNCTION "notify_vault_changed"();
-- Changed data keys are told by the rotation itself, once all are there: each time, every process looks its keys up anew.

-- A bot's secret or token that is new, stopped or gone is told to the airlock: channel secret_changed, a bot's id. Its
-- state may be another one with that, so who watches it is told too.
CREATE FUNCTION "notify_secret_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bot text := CASE WHEN TG_OP = 'DELETE' THEN OLD."botId" ELSE NEW."botId" END;
BEGIN
  PERFORM pg_notify('secret_changed', bot);
  PERFORM pg_notify('bot_changed', bot);
  RETURN NULL;
END
$$;
CREATE TRIGGER "BotSecret_notify" AFTER INSERT OR DELETE ON "BotSecret"
  FOR EACH ROW EXECUTE FUNCTION "notify_secret_changed"();
CREATE TRIGGER "BotSecret_notify_revoked" AFTER UPDATE ON "BotSecret"
  FOR EACH ROW WHEN (OLD."revokedAt" IS DISTINCT FROM NEW."revokedAt") EXECUTE FUNCTION "notify_secret_changed"();
CREATE TRIGGER "SandboxToken_notify" AFTER DELETE ON "SandboxToken"
  FOR EACH ROW EXECUTE FUNCTION "notify_secret_changed"();

-- A master key that was emptied takes no data key any more: whoever wrapped one before that does it again. The lock makes
-- the note that it is empty wait for those who are about to commit.
GRANT SELECT, UPDATE ON "MasterKey" TO clawberth_keeper;
CREATE FUNCTION "require_master_key_in_use"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM "MasterKey" WHERE "version" = NEW."masterKeyVersion" FOR SHARE;
  IF EXISTS (SELECT FROM "MasterKey" WHERE "version" = NEW."masterKeyVersion" AND "emptiedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'Master key % was emptied and takes no data key.', NEW."masterKeyVersion";
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "DataKey_master_key" BEFORE INSERT OR UPDATE OF "masterKeyVersion" ON "DataKey"
  FOR EACH ROW EXECUTE FUNCTION "require_master_key_in_use"();

-- == The narrow ways across organisations ==

-- Which data keys are wrapped under a master key, and how many are primary among them.
CREATE FUNCTION "lookup_master_key_use"() RETURNS TABLE ("masterKeyVersion" integer, "dataKeys" bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT "masterKeyVersion", count(*) FROM "DataKey" GROUP BY 1 ORDER BY 1 $$;

-- Data keys by organisation, in keyset order: what rotations walk along.
CREATE FUNCTION "lookup_data_keys"(after_organisation uuid, after_version integer, wanted integer)
RETURNS TABLE ("organisationId" uuid, "version" integer, "masterKeyVersion" integer, "status" "KeyStatus", "createdAt" timestamptz, "emptiedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT "organisationId", "version", "masterKeyVersion", "status", "createdAt", "emptiedAt" FROM "DataKey"
  WHERE ("organisationId", "version") > (after_organisation, after_version)
  ORDER BY "organisationId", "version" LIMIT least(wanted, 10000)
$$;

-- When a secret's age makes it due: 30 or 90 times 24 hours after it was set, or with the first moment of the next calendar
-- quarter, in UTC. core/bot/rotation.ts says the same.
CREATE FUNCTION "rotation_due_at"(set_at timestamptz, policy "RotationPolicy") RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE policy
    WHEN 'days_30' THEN set_at + interval '720 hours'
    WHEN 'days_90' THEN set_at + interval '2160 hours'
    ELSE (date_trunc('quarter', set_at AT TIME ZONE 'UTC') + interval '3 months') AT TIME ZONE 'UTC' END
$$;

-- Organisations of which a secret is due by their policy, or for a reason, and of which nobody was told within a week.
CREATE FUNCTION "lookup_rotation_due"() RETURNS TABLE ("organisationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT s."organisationId" FROM "BotSecret" s
  JOIN "Bot" b ON b."id" = s."botId" AND b."deletedAt" IS NULL AND b."desiredState" <> 'deleted'
  JOIN "Organisation" o ON o."id" = s."organisationId"
  WHERE s."revokedAt" IS NULL AND (s."remindedAt" IS NULL OR s."remindedAt" < now() - interval '7 days')
    AND (s."rotateReason" IS NOT NULL OR rotation_due_at(s."setAt", o."rotationPolicy") <= now())
$$;

-- As before, and bots of which earlier tokens still work: they end once the sandbox that held them is gone.
DROP FUNCTION "lookup_drift"();
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
      OR EXISTS (SELECT 1 FROM "SandboxToken" t WHERE t."botId" = b."id" AND t."retiring")
    )
  ORDER BY b."createdAt"
$$;

-- As before, and whether the secret was revoked: then the airlock gets none.
DROP FUNCTION "lookup_airlock_caller"(text, "SecretKind", "SecretKind");
CREATE FUNCTION "lookup_airlock_caller"(token_hash text, token_kind "SecretKind", secret_kind "SecretKind")
RETURNS TABLE ("botId" uuid, "organisationId" uuid, "botName" text, "providerId" text, "modelId" text, "subnet" text,
  "secretId" uuid, "sealedValue" bytea, "revoked" boolean, "runningVersionId" uuid, "runningForm" bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
-- plpgsql, because it keeps the plan: the airlock asks this on every request.
BEGIN
  RETURN QUERY SELECT bot."id", bot."organisationId", bot."name"::text, bot."providerId"::text, bot."modelId"::text, box."subnet"::text,
    secret."id", CASE WHEN secret."revokedAt" IS NULL THEN secret."sealedValue" END, secret."revokedAt" IS NOT NULL,
    version."id", version."sealedForm"
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

GRANT SELECT ON "DataKey" TO clawberth_keeper;

DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    AND p.proname IN ('lookup_master_key_use', 'lookup_data_keys', 'lookup_rotation_due', 'lookup_drift', 'lookup_airlock_caller', 'report_process', 'forget_process', 'require_master_key_in_use') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO clawberth_keeper', f);
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM clawberth_keeper;
