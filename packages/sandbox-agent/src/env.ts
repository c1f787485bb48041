import { existsSync } from 'node:fs';
import { sandboxLayout } from '@clawberth/openclaw/agent-protocol';
import type { SandboxLayout } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';

const envSchema = z.object({
  AGENT_TOKEN_SHA256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
  AGENT_HOST: z.string().default('0.0.0.0'),
  AGENT_PORT: z.coerce.number().int().min(0).max(65_535).default(18_080),
  GATEWAY_PORT: z.coerce.number().int().min(1).max(65_535).default(18_789),
  STATE_ROOT: z.string().startsWith('/').default('/state'),
  OPENCLAW_PACKAGE_DIR: z.string().startsWith('/').default('/opt/openclaw/node_modules/openclaw'),
});

export type AgentOptions = {
  tokenSha256: string;
  host: string;
  port: number;
  gatewayPort: number;
  layout: SandboxLayout;
  openclawPackageDir: string;
};

/**
 * The agent's options from the container's environment. Nothing secret is in it.
 * Throws with one line per variable that is wrong.
 */
export function readAgentOptions(source: Record<string, string | undefined> = process.env): AgentOptions {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) throw new Error(`The sandbox agent cannot start:\n${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  if (!existsSync(env.OPENCLAW_PACKAGE_DIR)) {
    throw new Error(`The sandbox agent cannot start: no OpenClaw at ${env.OPENCLAW_PACKAGE_DIR}`);
  }
  return {
    tokenSha256: env.AGENT_TOKEN_SHA256,
    host: env.AGENT_HOST,
    port: env.AGENT_PORT,
    gatewayPort: env.GATEWAY_PORT,
    layout: sandboxLayout(env.STATE_ROOT, env.AGENT_PORT),
    openclawPackageDir: env.OPENCLAW_PACKAGE_DIR,
  };
}
