import { assertOwnInstance } from '../assert-own-instance.ts';
import { assertBotRef, assertSandboxRef, containerName } from '../names.ts';
import type { BotRef, BotRuntime, SandboxRef } from '../types.ts';
import { assertReady } from './assert-ready.ts';
import { parseRange } from './choose-subnet.ts';
import { connect, type Engine, type FirewallCommands } from './engine.ts';
import { ensureImage } from './ensure-image.ts';
import { ensureNetwork } from './ensure-network.ts';
import { ensureSandbox } from './ensure-sandbox.ts';
import { ensureVolume } from './ensure-volume.ts';
import { listSandboxes } from './list-sandboxes.ts';
import { proveOutside } from './prove-outside.ts';
import { purgeBot } from './purge-bot.ts';
import { removeSandbox } from './remove-sandbox.ts';
import { stopSandbox } from './stop-sandbox.ts';
import { tailLog } from './tail-log.ts';

export type DockerGvisorOptions = {
  instance: string;
  /** Path of the engine's Unix socket. */
  dockerSocket: string;
  /** The one port of the host that a sandbox may reach. */
  airlockBotPort: number;
  /** Image for the one-time proof that `runsc` is gVisor; without it any bot image on the machine, or one it is built on. */
  proofImage?: string;
  /** IPv4 range (CIDR) that bots' networks are cut from, a /28 each. Default 10.213.0.0/16: 4,096 bots. */
  botSubnets?: string;
  /** Programs that set the host's firewall; `<name>-restore` must exist too. */
  commands?: FirewallCommands;
};

/** The driver for Docker Engine with gVisor's `runsc`. Never runs a bot under anything else. */
export function createDockerGvisorRuntime(options: DockerGvisorOptions): BotRuntime {
  const engine = createEngine(options);
  const bot = <T extends BotRef>(ref: T): T => {
    assertOwnInstance(engine.instance, ref);
    assertBotRef(ref);
    return ref;
  };
  const named = (ref: SandboxRef): string => {
    assertSandboxRef(bot(ref));
    return containerName(ref);
  };
  // Async throughout, so that a bad reference rejects instead of throwing at the call.
  return {
    kind: 'docker-gvisor',
    assertReady: async () => assertReady(engine),
    ensureImage: async (image) => ensureImage(engine, image),
    ensureNetwork: async (ref) => ensureNetwork(engine, bot(ref)),
    ensureVolume: async (ref) => ensureVolume(engine, bot(ref)),
    ensureSandbox: async (spec) => ensureSandbox(engine, bot(spec)),
    proveOutside: async (ref) => proveOutside(engine, bot(ref)),
    list: async (ref) => listSandboxes(engine, ref && bot(ref)),
    stop: async (ref, { graceSeconds }) => stopSandbox(engine, named(ref), graceSeconds),
    remove: async (ref) => removeSandbox(engine, named(ref)),
    purge: async (ref) => purgeBot(engine, bot(ref)),
    logTail: async (ref, lines) => tailLog(engine, bot(ref), lines),
  };
}

/** The driver's state, apart for tests of single operations. */
export function createEngine(options: DockerGvisorOptions): Engine {
  const botSubnets = options.botSubnets ?? '10.213.0.0/16';
  parseRange(botSubnets);
  return {
    docker: connect(options.dockerSocket),
    dockerSocket: options.dockerSocket,
    instance: options.instance,
    airlockBotPort: options.airlockBotPort,
    proofImage: options.proofImage ?? null,
    botSubnets,
    commands: options.commands ?? { iptables: 'iptables', ip6tables: 'ip6tables' },
    gvisorProof: null,
    firewallCheck: null,
  };
}
