import { z } from 'zod';
import { environmentSchema } from './variables/environment.ts';

/**
 * What the sandbox agent and its client say to each other over HTTP.
 * Both sides parse with these schemas; nothing else may cross that line.
 */

export * from './sandbox-layout.ts';
export type { EnvironmentVariable } from './variables/environment.ts';

/** Largest request body the agent reads, in bytes. */
export const AGENT_MAX_BODY_BYTES = 1_048_576;
/** Longest time that `GET /v1/status` may be held open, in seconds. */
export const AGENT_MAX_WAIT_SECONDS = 25;

const shortText = z.string().max(500);
const lineText = z.string().max(8_192);
const isoTime = z.iso.datetime({ offset: true });

/** `waiting` = no config yet; `live` = /healthz answers; `ready` = /readyz answers. */
export const agentPhaseSchema = z.enum(['waiting', 'starting', 'live', 'ready', 'stopping', 'stopped', 'failed']);
export type AgentPhase = z.infer<typeof agentPhaseSchema>;

export const agentFailureCodeSchema = z.enum(['config_invalid', 'gateway_exited', 'out_of_memory', 'start_timeout']);
export type AgentFailureCode = z.infer<typeof agentFailureCodeSchema>;

/** Read from inside the sandbox; `bootLines` are the first lines of the kernel's log. */
export const sandboxProofSchema = z.object({
  kernelRelease: shortText,
  kernelVersion: shortText,
  gvisor: z.boolean(),
  bootLines: z.array(shortText).max(40),
  uid: z.int().min(0),
  capabilitiesEffective: z.string().regex(/^[0-9a-f]{1,16}$/),
  noNewPrivs: z.boolean(),
  readOnlyRoot: z.boolean(),
});
export type SandboxProof = z.infer<typeof sandboxProofSchema>;

export const gatewayFactsSchema = z.object({
  pid: z.int().nullable(),
  startedAt: isoTime,
  live: z.boolean(),
  ready: z.boolean(),
  exitCode: z.int().nullable(),
  signal: shortText.nullable(),
});
export type GatewayFacts = z.infer<typeof gatewayFactsSchema>;

export const agentFailureSchema = z.object({
  code: agentFailureCodeSchema,
  message: z.string().max(2_000),
  exitCode: z.int().nullable(),
  logTail: z.array(lineText).max(60),
});
export type AgentFailure = z.infer<typeof agentFailureSchema>;

/** `state` is OpenClaw's own word for the account's lifecycle, e.g. `running`. */
export const channelStatusSchema = z.object({
  channel: shortText,
  accountId: shortText,
  connected: z.boolean(),
  state: shortText,
  lastError: z.string().max(2_000).nullable(),
  lastInboundAt: isoTime.nullable(),
});
export type ChannelStatus = z.infer<typeof channelStatusSchema>;

/** Somebody who wrote to the bot and waits for its owner's word. */
export const pairingRequestSchema = z.object({
  channel: shortText,
  accountId: shortText,
  requestId: shortText,
  senderId: shortText,
  senderName: shortText.nullable(),
  createdAt: isoTime,
  expiresAt: isoTime.nullable(),
});
export type PairingRequest = z.infer<typeof pairingRequestSchema>;

export const pairingListSchema = z.object({
  requests: z.array(pairingRequestSchema).max(500),
  pendingPerAccount: z.int().min(0),
});
export type PairingList = z.infer<typeof pairingListSchema>;

export const agentStatusSchema = z.object({
  revision: z.int().min(0),
  phase: agentPhaseSchema,
  configVersion: z.int().nullable(),
  gateway: gatewayFactsSchema.nullable(),
  failure: agentFailureSchema.nullable(),
  channels: z.array(channelStatusSchema).max(50),
  pairing: z.object({
    requests: z.array(pairingRequestSchema).max(500),
    limitPerAccount: z.int().min(0),
  }),
  /** Resident memory of the whole sandbox as the agent sees it, in bytes. */
  memoryBytes: z.int().min(0),
  proof: sandboxProofSchema,
});
export type AgentStatus = z.infer<typeof agentStatusSchema>;

export const statusQuerySchema = z.strictObject({
  since: z.coerce.number().int().min(0).optional(),
  waitSeconds: z.coerce.number().int().min(0).max(AGENT_MAX_WAIT_SECONDS).default(0),
});

/** A path below the workspace: plain segments, no dots in front, no way out. */
export const workspacePathSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, 'must be a relative path of plain names');

export const secretNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a slug');

export const putConfigSchema = z.strictObject({
  configVersion: z.int().min(0),
  config: z.record(z.string(), z.unknown()),
  files: z.array(z.strictObject({ path: workspacePathSchema, content: z.string().max(200_000) })).max(50),
  secretFiles: z.array(z.strictObject({ name: secretNameSchema, content: z.string().min(1).max(20_000) })).max(20),
  /** Left out for none, which an agent of an earlier image takes too. */
  env: environmentSchema.optional(),
});
export type PutConfig = z.infer<typeof putConfigSchema>;

export const putConfigResultSchema = z.object({
  applied: z.enum(['started', 'hot', 'restarted', 'unchanged']),
});
export type PutConfigResult = z.infer<typeof putConfigResultSchema>;

export const configIssueSchema = z.object({ path: z.string().max(500), message: z.string().max(2_000) });
export type ConfigIssue = z.infer<typeof configIssueSchema>;

export const pairingDecisionSchema = z.strictObject({
  channel: shortText.min(1),
  accountId: shortText.min(1),
  requestId: shortText.min(1),
});
export type PairingDecision = z.infer<typeof pairingDecisionSchema>;

export const logsQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).optional(),
  follow: z.enum(['0', '1']).default('0'),
});

export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error']);

/** One redacted line; `cursor` grows by one per line within one life of the agent. */
export const logLineSchema = z.object({
  cursor: z.int().min(0),
  at: isoTime,
  level: logLevelSchema,
  text: lineText,
});
export type LogLine = z.infer<typeof logLineSchema>;

export const chatSessionIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _');

export const chatRequestSchema = z.strictObject({
  sessionId: chatSessionIdSchema,
  message: z.string().trim().min(1).max(8_000),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** `delta.text` is what came since the last delta; `final.text` is the whole answer. */
export const chatEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('delta'), text: z.string() }),
  z.object({ type: z.literal('final'), text: z.string() }),
  z.object({ type: z.literal('error'), message: z.string().max(2_000) }),
]);
export type ChatEvent = z.infer<typeof chatEventSchema>;

export const chatHistorySchema = z.object({
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string(), at: isoTime.nullable() })),
});
export type ChatHistory = z.infer<typeof chatHistorySchema>;

/** Every refusal of the agent. `issues` only with `config_invalid`. */
export const agentErrorBodySchema = z.object({
  code: z.enum([
    'unauthorised',
    'not_found',
    'bad_request',
    'body_too_large',
    'config_invalid',
    'not_ready',
    'busy',
    'stopping',
    'gateway_refused',
    'internal',
  ]),
  message: z.string().max(2_000),
  issues: z.array(configIssueSchema).max(50).optional(),
});
export type AgentErrorBody = z.infer<typeof agentErrorBodySchema>;
