import { createHash } from 'node:crypto';
import { RuntimeError } from './errors.ts';
import type { BotRef, SandboxRef } from './types.ts';

export const LABELS = {
  instance: 'clawberth.instance',
  bot: 'clawberth.bot',
  organisation: 'clawberth.organisation',
  generation: 'clawberth.generation',
  /** Hash of the create options, so that a sandbox made from another spec is never adopted. */
  spec: 'clawberth.spec',
  /** Marks our own helper containers (the gVisor proof), which are nobody's sandbox. */
  purpose: 'clawberth.purpose',
} as const;

const INSTANCE = /^[a-z0-9]{1,8}$/;
const BOT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws `runtime_failed` unless every part of the reference is fit to be part of a name. */
export function assertBotRef(bot: BotRef): void {
  if (!INSTANCE.test(bot.instance)) throw refuse('The instance must be 1 to 8 of a-z and 0-9.');
  if (!BOT_ID.test(bot.botId)) throw refuse('The bot id must be a lower-case UUID.');
  if (bot.organisationId === '') throw refuse('The organisation id must not be empty.');
}

/** As `assertBotRef`, and the generation must be a whole number from 0. */
export function assertSandboxRef(sandbox: SandboxRef): void {
  assertBotRef(sandbox);
  if (!Number.isSafeInteger(sandbox.generation) || sandbox.generation < 0) {
    throw refuse('The generation must be a whole number from 0.');
  }
}

/** `clawberth-<instance>-<botId>-g<generation>` */
export function containerName(sandbox: SandboxRef): string {
  return `clawberth-${sandbox.instance}-${sandbox.botId}-g${sandbox.generation}`;
}

/** `clawberth-<instance>-<botId>` */
export function networkName(bot: BotRef): string {
  return `clawberth-${bot.instance}-${bot.botId}`;
}

/** `clawberth-<instance>-<botId>` */
export function volumeName(bot: BotRef): string {
  return `clawberth-${bot.instance}-${bot.botId}`;
}

/** The host's interface of a bot's network: 15 characters, the most that Linux takes. */
export function bridgeName(bot: BotRef): string {
  return `${bridgePrefix(bot.instance)}${hex(bot.botId).slice(0, 9)}`;
}

/** iptables' pattern for every bot bridge of an instance; `+` is its wildcard. */
export function bridgeWildcard(instance: string): string {
  return `${bridgePrefix(instance)}+`;
}

/** The instance's own firewall chain. */
export function firewallChain(instance: string): string {
  return `CLAWBERTH-${instance}`;
}

export function botLabels(bot: BotRef): Record<string, string> {
  return {
    [LABELS.instance]: bot.instance,
    [LABELS.bot]: bot.botId,
    [LABELS.organisation]: bot.organisationId,
  };
}

export function sandboxLabels(sandbox: SandboxRef): Record<string, string> {
  return { ...botLabels(sandbox), [LABELS.generation]: String(sandbox.generation) };
}

/** The reference that `sandboxLabels` wrote, or null when the labels are not a sandbox's. */
export function parseSandboxLabels(labels: Record<string, string>): SandboxRef | null {
  const instance = labels[LABELS.instance];
  const botId = labels[LABELS.bot];
  const organisationId = labels[LABELS.organisation];
  const generation = labels[LABELS.generation];
  if (!instance || !botId || !organisationId || !generation || !/^\d+$/.test(generation)) return null;
  return { instance, botId, organisationId, generation: Number(generation) };
}

function bridgePrefix(instance: string): string {
  return `cb${hex(instance).slice(0, 3)}-`;
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refuse(message: string): RuntimeError {
  return new RuntimeError('runtime_failed', message, { retryable: false });
}
