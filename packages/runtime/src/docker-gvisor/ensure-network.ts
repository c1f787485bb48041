import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { NetworkInspectInfo } from 'dockerode';
import { isMissing, statusOf } from '../classify-docker-failure.ts';
import { RuntimeError } from '../errors.ts';
import { botLabels, bridgeName, networkName } from '../names.ts';
import type { BotRef, NetworkFacts } from '../types.ts';
import { chooseSubnets } from './choose-subnet.ts';
import { attempt, type Engine } from './engine.ts';

/** Some ten seconds while other calls make or remove the same network. */
const ATTEMPTS = 50;
const PAUSE_MS = 200;

const BRIDGE_NAME = 'com.docker.network.bridge.name';
/** What every bot's network has besides. */
const BRIDGE_OPTIONS = {
  'com.docker.network.bridge.enable_icc': 'false',
  'com.docker.network.bridge.enable_ip_masquerade': 'false',
};

/**
 * The bot's own internal network, made or adopted. The bridge's name is unique on the host, so two
 * calls at once cannot make two. Throws `not_isolated` when the name is taken by another kind of network.
 */
export async function ensureNetwork(engine: Engine, bot: BotRef): Promise<NetworkFacts> {
  for (let attempts = 0; attempts < ATTEMPTS; attempts += 1) {
    const existing = await inspectNetwork(engine, bot);
    if (existing) return readNetworkFacts(existing, bot);
    if (!(await createInFreeSubnet(engine, bot))) await delay(PAUSE_MS);
  }
  throw new RuntimeError('runtime_failed', "Other calls kept changing the bot's network while it was being made.", {
    retryable: true,
  });
}

/** False when the network's name or bridge is taken: another call is making it, or still removing it. */
async function createInFreeSubnet(engine: Engine, bot: BotRef): Promise<boolean> {
  for (const subnet of chooseSubnets(bot, engine.botSubnets)) {
    if (hostLivesIn(subnet)) continue;
    const refused = await createNetwork(engine, bot, subnet);
    if (refused === null) return true;
    if (!/overlap/i.test(refused)) return false;
  }
  throw new RuntimeError('runtime_failed', `No subnet of ${engine.botSubnets} is free for another bot.`, {
    retryable: true,
  });
}

/** The network as Docker shows it, or null. */
export async function inspectNetwork(engine: Engine, bot: BotRef): Promise<NetworkInspectInfo | null> {
  return attempt("look for the bot's network", async () => {
    try {
      return await engine.docker.getNetwork(networkName(bot)).inspect();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

/** Facts of an inspected network; throws `not_isolated` unless it is the bot's own internal bridge. */
export function readNetworkFacts(network: NetworkInspectInfo, bot: BotRef): NetworkFacts {
  const bridge = network.Options?.[BRIDGE_NAME] ?? '';
  const [range] = network.IPAM?.Config ?? [];
  const subnet = range?.['Subnet'] ?? '';
  const gatewayAddress = range?.['Gateway'] ?? '';
  const sound = network.Internal && network.Driver === 'bridge' && !network.EnableIPv6 && bridge === bridgeName(bot);
  if (!sound || !subnet || !gatewayAddress) {
    throw new RuntimeError('not_isolated', `The network ${network.Name} is not the bot's own internal bridge.`, {
      retryable: false,
    });
  }
  return { name: network.Name, bridge, subnet, gatewayAddress };
}

/** Null when made; Docker's words when the name, the bridge or the subnet is taken. */
async function createNetwork(engine: Engine, bot: BotRef, subnet: string): Promise<string | null> {
  return attempt("make the bot's network", async () => {
    try {
      await engine.docker.createNetwork({
        Name: networkName(bot),
        CheckDuplicate: true,
        Driver: 'bridge',
        Internal: true,
        EnableIPv6: false,
        Options: { ...BRIDGE_OPTIONS, [BRIDGE_NAME]: bridgeName(bot) },
        IPAM: { Driver: 'default', Config: [{ Subnet: subnet, Gateway: gatewayOf(subnet) }] },
        Labels: botLabels(bot),
      });
      return null;
    } catch (error) {
      // 20.10 answers 403 for a taken subnet or bridge and 409 for a taken name; newer releases 400 and 409.
      const taken = statusOf(error) === 409 || /overlap|already exists|same bridge name/i.test(String(error));
      if (!taken) throw error;
      return String(error);
    }
  });
}

/** The first address. Named to Docker, which otherwise leaves it out of an internal network's facts. */
function gatewayOf(subnet: string): string {
  return subnet.replace(/(\d+)\/\d+$/, (_all, last: string) => String(Number(last) + 1));
}

/** A subnet that the host itself has an address in would take the host off its own network. */
function hostLivesIn(subnet: string): boolean {
  const [network = '', bits = ''] = subnet.split('/');
  const block = new BlockList();
  block.addSubnet(network, Number(bits));
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some(({ address, family }) => family === 'IPv4' && block.check(address));
}
