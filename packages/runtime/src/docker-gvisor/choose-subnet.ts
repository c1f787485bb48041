import { createHash } from 'node:crypto';
import { RuntimeError } from '../errors.ts';
import type { BotRef } from '../types.ts';

/** A /28: one address for the bridge, one for the sandbox, some for a generation that is on its way out. */
const SUBNET_BITS = 28;
const SUBNET_SIZE = 2 ** (32 - SUBNET_BITS);

/**
 * Subnets to try for a bot, in order: from a place that its id gives, all the way round the range
 * (CIDR, /8 to /28). Docker's own pools would end after some thirty networks.
 */
export function* chooseSubnets(bot: BotRef, range: string): Generator<string> {
  const { base, size } = parseRange(range);
  const count = size / SUBNET_SIZE;
  const start = createHash('sha256').update(`${bot.instance}/${bot.botId}`).digest().readUInt32BE(0) % count;
  for (let step = 0; step < count; step += 1) {
    yield `${dotted(base + ((start + step) % count) * SUBNET_SIZE)}/${SUBNET_BITS}`;
  }
}

/** Throws `runtime_failed` for a range that is no aligned IPv4 network of /8 to /28. */
export function parseRange(range: string): { base: number; size: number } {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(range);
  const numbers = (match ?? []).slice(1).map(Number);
  const [a = 256, b = 256, c = 256, d = 256, bits = 0] = numbers;
  const size = 2 ** (32 - bits);
  const base = ((a * 256 + b) * 256 + c) * 256 + d;
  if (Math.max(a, b, c, d) > 255 || bits < 8 || bits > SUBNET_BITS || base % size !== 0) {
    throw new RuntimeError('runtime_failed', `The bots' subnet range ${range} is not an IPv4 network of /8 to /28.`, {
      retryable: false,
    });
  }
  return { base, size };
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
