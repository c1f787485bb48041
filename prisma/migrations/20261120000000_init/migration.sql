-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'viewer');

-- CreateEnum
CREATE TYPE "DesiredState" AS ENUM ('running', 'stopped', 'deleted');

-- CreateEnum
CREATE TYPE "ObservedState" AS ENUM ('none', 'starting', 'running', 'stopping', 'stopped', 'failed', 'deleted');

-- CreateEnum
CREATE TYPE "Stage" AS ENUM ('reserved', 'image_ready', 'isolated', 'config_accepted', 'gateway_live', 'gateway_ready', 'channel_connected');

-- CreateEnum
CREATE TYPE "StageStatus" AS ENUM ('active', 'done', 'failed');

-- CreateEnum
CREATE TYPE "SecretKind" AS ENUM ('telegram_token', 'provider_key', 'gateway_token', 'agent_token', 'airlock_token', 'telegram_stand_in');

-- CreateEnum
CREATE TYPE "CommandKind" AS ENUM ('pairing_approve', 'pairing_dismiss');

-- CreateEnum
CREATE TYPE "CommandStatus" AS ENUM ('pending', 'done', 'failed');

-- CreateEnum
CREATE TYPE "PairingState" AS ENUM ('waiting', 'allowed', 'dismissed', 'expired');

-- CreateEnum
CREATE TYPE "ActorType" AS ENUM ('user', 'system', 'anonymous');

-- CreateEnum
CREATE TYPE "AuditResult" AS ENUM ('requested', 'done', 'failed', 'refused');

-- CreateEnum
CREATE TYPE "KeyStatus" AS ENUM ('pending', 'primary', 'retired');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(48) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "organisationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("organisationId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" CHAR(64) NOT NULL,
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(6),
    "revokedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bot" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "deployKey" UUID NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "template" VARCHAR(32) NOT NULL,
    "providerId" VARCHAR(32) NOT NULL,
    "modelId" VARCHAR(128) NOT NULL,
    "telegramBotId" BIGINT,
    "telegramUsername" VARCHAR(64),
    "telegramName" VARCHAR(64),
    "desiredState" "DesiredState" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "desiredConfigVersion" INTEGER NOT NULL DEFAULT 1,
    "observedState" "ObservedState" NOT NULL DEFAULT 'none',
    "observedGeneration" INTEGER NOT NULL DEFAULT 0,
    "observedConfigVersion" INTEGER NOT NULL DEFAULT 0,
    "failure" JSONB,
    "retryAt" TIMESTAMPTZ(6),
    "failedAttempts" INTEGER NOT NULL DEFAULT 0,
    "channelConnected" BOOLEAN NOT NULL DEFAULT false,
    "channelError" VARCHAR(500),
    "lastInboundAt" TIMESTAMPTZ(6),
    "lastAnsweredAt" TIMESTAMPTZ(6),
    "memoryBytes" BIGINT,
    "observedAt" TIMESTAMPTZ(6),
    "leaseOwner" VARCHAR(64),
    "leaseEpoch" INTEGER NOT NULL DEFAULT 0,
    "leaseExpiresAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Bot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConfigVersion" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "sealedForm" BYTEA NOT NULL,
    "dataKeyVersion" INTEGER NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConfigVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BotSecret" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "kind" "SecretKind" NOT NULL,
    "sealedValue" BYTEA NOT NULL,
    "dataKeyVersion" INTEGER NOT NULL,
    "fingerprint" CHAR(8) NOT NULL,
    "setById" UUID,
    "setAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BotSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SandboxToken" (
    "tokenHash" CHAR(64) NOT NULL,
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "kind" "SecretKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SandboxToken_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Sandbox" (
    "botId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "containerId" VARCHAR(64) NOT NULL,
    "image" VARCHAR(200) NOT NULL,
    "address" VARCHAR(45) NOT NULL,
    "subnet" VARCHAR(49) NOT NULL,
    "proof" JSONB NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "Sandbox_pkey" PRIMARY KEY ("botId")
);

-- CreateTable
CREATE TABLE "DeployStage" (
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "stage" "Stage" NOT NULL,
    "status" "StageStatus" NOT NULL,
    "detail" VARCHAR(300),
    "startedAt" TIMESTAMPTZ(6) NOT NULL,
    "finishedAt" TIMESTAMPTZ(6),

    CONSTRAINT "DeployStage_pkey" PRIMARY KEY ("botId","generation","stage")
);

-- CreateTable
CREATE TABLE "PairingRequest" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "channel" VARCHAR(32) NOT NULL,
    "accountId" VARCHAR(64) NOT NULL,
    "requestId" VARCHAR(128) NOT NULL,
    "senderId" VARCHAR(128) NOT NULL,
    "senderName" VARCHAR(128),
    "state" "PairingState" NOT NULL DEFAULT 'waiting',
    "askedAt" TIMESTAMPTZ(6) NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "decidedAt" TIMESTAMPTZ(6),
    "decidedById" UUID,

    CONSTRAINT "PairingRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SandboxCommand" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "botId" UUID NOT NULL,
    "kind" "CommandKind" NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "CommandStatus" NOT NULL DEFAULT 'pending',
    "error" VARCHAR(500),
    "correlationId" UUID NOT NULL,
    "requestedById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(6),

    CONSTRAINT "SandboxCommand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "occurredAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" VARCHAR(64) NOT NULL,
    "result" "AuditResult" NOT NULL,
    "actorType" "ActorType" NOT NULL,
    "actorId" UUID,
    "actorName" VARCHAR(120) NOT NULL,
    "actorRole" "Role",
    "targetType" VARCHAR(32) NOT NULL,
    "targetId" VARCHAR(64),
    "targetName" VARCHAR(120),
    "botId" UUID,
    "correlationId" UUID NOT NULL,
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(300),
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MasterKey" (
    "version" INTEGER NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "iterations" INTEGER,
    "salt" BYTEA,
    "verifier" BYTEA NOT NULL,
    "status" "KeyStatus" NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MasterKey_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "DataKey" (
    "organisationId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "masterKeyVersion" INTEGER NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "status" "KeyStatus" NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DataKey_pkey" PRIMARY KEY ("organisationId","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_slug_key" ON "Organisation"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_organisationId_createdAt_idx" ON "Invitation"("organisationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Bot_organisationId_createdAt_idx" ON "Bot"("organisationId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Bot_organisationId_deployKey_key" ON "Bot"("organisationId", "deployKey");

-- CreateIndex
CREATE INDEX "ConfigVersion_organisationId_dataKeyVersion_idx" ON "ConfigVersion"("organisationId", "dataKeyVersion");

-- CreateIndex
CREATE UNIQUE INDEX "ConfigVersion_botId_number_key" ON "ConfigVersion"("botId", "number");

-- CreateIndex
CREATE INDEX "BotSecret_organisationId_dataKeyVersion_idx" ON "BotSecret"("organisationId", "dataKeyVersion");

-- CreateIndex
CREATE UNIQUE INDEX "BotSecret_botId_kind_key" ON "BotSecret"("botId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "SandboxToken_botId_kind_key" ON "SandboxToken"("botId", "kind");

-- CreateIndex
CREATE INDEX "Sandbox_organisationId_idx" ON "Sandbox"("organisationId");

-- CreateIndex
CREATE INDEX "DeployStage_organisationId_idx" ON "DeployStage"("organisationId");

-- CreateIndex
CREATE INDEX "PairingRequest_organisationId_idx" ON "PairingRequest"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "PairingRequest_botId_channel_requestId_key" ON "PairingRequest"("botId", "channel", "requestId");

-- CreateIndex
CREATE INDEX "SandboxCommand_botId_status_idx" ON "SandboxCommand"("botId", "status");

-- CreateIndex
CREATE INDEX "SandboxCommand_organisationId_idx" ON "SandboxCommand"("organisationId");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_occurredAt_id_idx" ON "AuditEvent"("organisationId", "occurredAt" DESC, "id");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_botId_occurredAt_idx" ON "AuditEvent"("organisationId", "botId", "occurredAt" DESC);

-- CreateIndex
CREATE INDEX "DataKey_masterKeyVersion_idx" ON "DataKey"("masterKeyVersion");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bot" ADD CONSTRAINT "Bot_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConfigVersion" ADD CONSTRAINT "ConfigVersion_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BotSecret" ADD CONSTRAINT "BotSecret_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SandboxToken" ADD CONSTRAINT "SandboxToken_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sandbox" ADD CONSTRAINT "Sandbox_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeployStage" ADD CONSTRAINT "DeployStage_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PairingRequest" ADD CONSTRAINT "PairingRequest_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SandboxCommand" ADD CONSTRAINT "SandboxCommand_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DataKey" ADD CONSTRAINT "DataKey_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what schema.prisma cannot say.

-- One Telegram bot belongs to one living bot, over all organisations. Wanting a bot deleted frees its token.
CREATE UNIQUE INDEX "Bot_telegramBotId_alive_key" ON "Bot"("telegramBotId")
  WHERE "telegramBotId" IS NOT NULL AND "deletedAt" IS NULL AND "desiredState" <> 'deleted';

-- The sweep's two questions: whose two sides differ, and whose retry is due.
CREATE INDEX "Bot_alive_idx" ON "Bot"("desiredState", "observedState") WHERE "deletedAt" IS NULL;

-- Channel bot_changed carries a bot's id and nothing else; Postgres folds equal ids of one transaction into one.
-- A renewed lease is no change that anybody watches.
CREATE FUNCTION "notify_bot_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'Bot' THEN
    IF TG_OP = 'INSERT'
      OR to_jsonb(NEW) - '{leaseOwner,leaseEpoch,leaseExpiresAt}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{leaseOwner,leaseEpoch,leaseExpiresAt}'::text[]
    THEN
      PERFORM pg_notify('bot_changed', NEW."id"::text);
    END IF;
  ELSE
    PERFORM pg_notify('bot_changed', NEW."botId"::text);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "Bot_changed" AFTER INSERT OR UPDATE ON "Bot"
  FOR EACH ROW EXECUTE FUNCTION "notify_bot_changed"();
CREATE TRIGGER "DeployStage_changed" AFTER INSERT OR UPDATE ON "DeployStage"
  FOR EACH ROW EXECUTE FUNCTION "notify_bot_changed"();
CREATE TRIGGER "PairingRequest_changed" AFTER INSERT OR UPDATE ON "PairingRequest"
  FOR EACH ROW EXECUTE FUNCTION "notify_bot_changed"();
CREATE TRIGGER "SandboxCommand_changed" AFTER INSERT OR UPDATE ON "SandboxCommand"
  FOR EACH ROW EXECUTE FUNCTION "notify_bot_changed"();

-- The log only grows, whoever asks.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'AuditEvent only grows: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "AuditEvent_no_change" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
