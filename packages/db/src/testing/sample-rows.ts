import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Prisma } from '../generated/client.ts';

/** Where a sample row belongs: an organisation, a person and a bot that are there already. */
export type Place = { organisationId: string; userId: string; botId: string };

type Row = Readonly<Record<string, unknown>>;

const soon = () => new Date(Date.now() + 3_600_000);
const hex = () => randomBytes(32).toString('hex');
const sealed = () => randomBytes(48);

/**
 * One plausible new row of each model, as columns for plain SQL: what the proofs of the database write. A model that is
 * added later does not compile without one.
 */
export const sampleRows: Readonly<Record<Prisma.ModelName, (place: Place) => Row>> = {
  User: () => {
    const id = randomUUID();
    return { id, email: `${id}@example.com`, name: 'Mira', passwordHash: '-' };
  },
  Session: ({ userId }) => ({ id: randomUUID(), userId, method: 'password', expiresAt: soon() }),
  Identity: ({ userId }) => ({ provider: 'google', providerAccountId: randomUUID(), userId }),
  SecondFactor: ({ userId }) => ({ userId, sealedSecret: sealed(), dataKeyVersion: 1 }),
  RecoveryCode: ({ userId }) => ({ id: randomUUID(), userId, codeHash: hex() }),
  SignInThrottle: () => ({ key: hex(), failedAt: [new Date()] }),
  Organisation: () => {
    const id = randomUUID();
    return { id, slug: id, name: 'Harbour' };
  },
  Membership: ({ organisationId, userId }) => ({ organisationId, userId, role: 'viewer' }),
  GuestBot: ({ organisationId, userId, botId }) => ({ organisationId, userId, botId }),
  SupportVisit: ({ organisationId, userId }) => ({
    id: randomUUID(),
    organisationId,
    userId,
    userName: 'Sue',
    reason: 'Ticket 7',
    expiresAt: soon(),
  }),
  Mail: ({ organisationId }) => ({
    id: randomUUID(),
    organisationId,
    kind: 'invitation',
    recipient: 'new@example.com',
    dataKeyVersion: 1,
  }),
  Invitation: ({ organisationId, userId, botId }) => ({
    id: randomUUID(),
    organisationId,
    email: 'new@example.com',
    role: 'viewer',
    tokenHash: hex(),
    botIds: [botId],
    invitedById: userId,
    expiresAt: soon(),
  }),
  Bot: ({ organisationId }) => ({
    id: randomUUID(),
    organisationId,
    deployKey: randomUUID(),
    name: 'Pilot',
    template: 'support',
    providerId: 'demo',
    modelId: 'demo',
    desiredState: 'running',
  }),
  ConfigVersion: ({ organisationId, botId }) => ({
    id: randomUUID(),
    organisationId,
    botId,
    number: randomInt(1, 2 ** 31 - 2),
    sealedForm: sealed(),
    dataKeyVersion: 1,
  }),
  BotSecret: ({ organisationId, botId }) => ({
    id: randomUUID(),
    organisationId,
    botId,
    kind: 'provider_key',
    sealedValue: sealed(),
    dataKeyVersion: 1,
    fingerprint: '0badcafe',
  }),
  BotVariable: ({ organisationId, botId }) => ({
    id: randomUUID(),
    organisationId,
    botId,
    stage: 'draft',
    name: 'OPENING_HOURS',
    secret: false,
    sealedValue: sealed(),
    dataKeyVersion: 1,
  }),
  SandboxToken: ({ organisationId, botId }) => ({ tokenHash: hex(), organisationId, botId, kind: 'airlock_token' }),
  Sandbox: ({ organisationId, botId }) => ({
    botId,
    organisationId,
    generation: 1,
    containerId: 'c0ffee',
    image: 'clawberth-bot:test',
    address: '10.0.0.2',
    subnet: '10.0.0.0/29',
    proof: '{}',
    startedAt: new Date(),
  }),
  DeployStage: ({ organisationId, botId }) => ({
    organisationId,
    botId,
    generation: 1,
    stage: 'reserved',
    status: 'done',
    startedAt: new Date(),
  }),
  PairingRequest: ({ organisationId, botId }) => ({
    id: randomUUID(),
    organisationId,
    botId,
    channel: 'telegram',
    accountId: 'default',
    requestId: randomUUID(),
    senderId: '4242',
    askedAt: new Date(),
    expiresAt: soon(),
  }),
  SandboxCommand: ({ organisationId, botId }) => ({
    id: randomUUID(),
    organisationId,
    botId,
    kind: 'pairing_approve',
    payload: '{}',
    correlationId: randomUUID(),
  }),
  AuditEvent: ({ organisationId, botId }) => ({
    organisationId,
    event: 'bot.deployed',
    result: 'done',
    tool: 'command',
    actorType: 'system',
    actorName: 'test',
    targetType: 'bot',
    botId,
    requestId: randomUUID(),
  }),
  AuditChain: ({ organisationId }) => ({
    organisationId,
    sequence: 1,
    hash: sealed(),
    xactId: '1',
    occurredAt: new Date(),
  }),
  ObservationMark: ({ organisationId, botId }) => ({ botId, organisationId, xactId: '1' }),
  RefusalTally: ({ organisationId }) => ({ organisationId, actorKey: randomUUID(), minute: new Date(), first: '{}' }),
  MasterKey: () => ({
    version: randomInt(2, 2 ** 31 - 2),
    provider: 'pbkdf2',
    verifier: sealed(),
    status: 'retired',
  }),
  DataKey: ({ organisationId }) => ({
    organisationId,
    version: randomInt(2, 2 ** 31 - 2),
    masterKeyVersion: 1,
    wrapped: sealed(),
    status: 'retired',
  }),
  FingerprintKey: ({ organisationId }) => ({ organisationId, sealedKey: sealed(), dataKeyVersion: 1 }),
  ProcessReport: () => ({
    id: randomUUID(),
    name: 'worker',
    host: 'here',
    masterKeys: [1],
    clearedAt: new Date(),
    pbkdf2Calls: 1,
    startedAt: new Date(),
  }),
};
