import { GatewayClientRequestError } from '@openclaw/gateway-client';
import { z } from 'zod';
import type { GatewayLink } from '../gateway/gateway-link.ts';
import { AgentRefusal } from '../http/agent-refusal.ts';
import { TIMINGS } from '../timings.ts';

const snapshotSchema = z.object({ hash: z.string() });
const appliedSchema = z.object({ restart: z.unknown().optional() });
const issuesSchema = z.object({ issues: z.array(z.object({ path: z.string().optional(), message: z.string() })) });

/**
 * Hands a whole new config to the running gateway, which validates it with its own
 * schema, writes it, and answers when it is in force. Throws AgentRefusal
 * `config_invalid` with OpenClaw's issues; the running gateway is then untouched.
 */
export async function applyHot(link: GatewayLink, config: Record<string, unknown>): Promise<'hot' | 'restarted'> {
  const { hash } = await link.call('config.get', {}, snapshotSchema);
  try {
    const params = { raw: JSON.stringify(config), baseHash: hash };
    const { restart } = await link.call('config.apply', params, appliedSchema, TIMINGS.applyTimeoutMs);
    return restart ? 'restarted' : 'hot';
  } catch (error) {
    if (!(error instanceof GatewayClientRequestError)) throw error;
    if (error.message.includes('accepted for restart')) return 'restarted';
    if (!error.message.startsWith('invalid config')) throw new AgentRefusal('gateway_refused', error.message);
    const details = issuesSchema.safeParse(error.details);
    const issues = details.success ? details.data.issues : [{ path: '', message: error.message }];
    throw new AgentRefusal(
      'config_invalid',
      error.message,
      issues.map(({ path, message }) => ({ path: path ?? '', message })),
    );
  }
}
