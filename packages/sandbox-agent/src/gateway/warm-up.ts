import { randomUUID } from 'node:crypto';
import { WARMUP_MODEL } from '@clawberth/openclaw/agent-protocol';
import { z } from 'zod';
import type { LogBuffer } from '../logs/log-buffer.ts';
import { TIMINGS } from '../timings.ts';
import type { GatewayLink } from './gateway-link.ts';

const SESSION_KEY = 'agent:main:warmup';

/**
 * Asks OpenClaw one question that the agent itself answers, in a session of its own, so
 * that the code of an answer is loaded before the first person writes: that first answer
 * otherwise takes 5 s longer on a bare machine and far more in gVisor. Costs no tokens.
 */
export async function warmUp(link: GatewayLink, logs: LogBuffer): Promise<void> {
  try {
    const model = `${WARMUP_MODEL.provider}/${WARMUP_MODEL.id}`;
    await link.call(
      'sessions.patch',
      { key: SESSION_KEY, model },
      z.object({ ok: z.literal(true) }),
      TIMINGS.applyTimeoutMs,
    );
    const params = {
      sessionKey: SESSION_KEY,
      message: 'Ready?',
      idempotencyKey: randomUUID(),
      suppressCommandInterpretation: true,
    };
    await link.call('chat.send', params, z.object({ runId: z.string() }), TIMINGS.applyTimeoutMs);
  } catch (error) {
    // Nothing is lost but the head start.
    logs.push(`Clawberth: OpenClaw could not be warmed up: ${String(error)}`, 'warn');
  }
}
