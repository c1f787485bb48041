import { bridgeWildcard, firewallChain } from '../names.ts';

/** Rules of one address family, each worded as `iptables -S` prints it. */
export type FirewallRules = {
  chain: string | null;
  /** The instance's own chain, whole and in order. */
  inChain: string[];
  /** Must come before every rule that could accept; the first line first. */
  inInput: string[];
  /** Must be there, anywhere: Docker keeps moving its own rules to the top. */
  inForward: string[];
};

/**
 * What the host's firewall must hold for an instance. From a bot's bridge: answers and the airlock's
 * port to the host, nothing anywhere else, no IPv6. From elsewhere: the airlock's port only by loopback.
 */
export function buildFirewallRules(instance: string, airlockBotPort: number): { v4: FirewallRules; v6: FirewallRules } {
  const chain = firewallChain(instance);
  const bridges = bridgeWildcard(instance);
  const closedDoor = `-A INPUT ! -i lo -p tcp -m tcp --dport ${airlockBotPort} -j DROP`;
  const inForward = [`-A FORWARD -i ${bridges} -j DROP`, `-A FORWARD -o ${bridges} -j DROP`];
  return {
    v4: {
      chain,
      inChain: [
        `-A ${chain} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
        `-A ${chain} -p tcp -m tcp --dport ${airlockBotPort} -j ACCEPT`,
        `-A ${chain} -j DROP`,
      ],
      inInput: [`-A INPUT -i ${bridges} -j ${chain}`, closedDoor],
      inForward,
    },
    v6: { chain: null, inChain: [], inInput: [`-A INPUT -i ${bridges} -j DROP`, closedDoor], inForward },
  };
}

/** True when `listing` (the output of `iptables -S`) holds the rules, ours before any that accepts. */
export function holdsRules(listing: string, rules: FirewallRules): boolean {
  const lines = listing.split('\n').map((line) => line.trim());
  const inChain = rules.chain === null ? [] : lines.filter((line) => line.startsWith(`-A ${rules.chain} `));
  if (inChain.join('\n') !== rules.inChain.join('\n')) return false;
  if (!rules.inForward.every((rule) => lines.includes(rule))) return false;
  const input = lines.filter((line) => line.startsWith('-A INPUT '));
  const positions = rules.inInput.map((rule) => input.indexOf(rule));
  if (positions.some((at, index) => at < 0 || at < (positions[index - 1] ?? 0))) return false;
  return input.slice(0, Math.max(...positions)).every((line) => rules.inInput.includes(line) || isHarmless(line));
}

/** True when a rule stands more than once: two processes set them at the same moment. Harmless, but untidy. */
export function repeatsRules(listing: string, rules: FirewallRules): boolean {
  const standing = standingRules(listing, rules);
  return new Set(standing).size < standing.length;
}

/** Input of `iptables-restore --noflush` that puts the rules in place in one commit, whatever was there. */
export function buildFirewallRestore(listing: string, rules: FirewallRules): string {
  const remove = standingRules(listing, rules).map((line) => line.replace(/^-A /, '-D '));
  const insert = [...rules.inInput, ...rules.inForward]
    .toReversed()
    .map((line) => line.replace(/^-A (\S+) /, '-I $1 1 '));
  // Naming an existing chain empties it within the same commit.
  const chain = rules.chain === null ? [] : [`:${rules.chain} - [0:0]`];
  return ['*filter', ...chain, ...rules.inChain, ...remove, ...insert, 'COMMIT', ''].join('\n');
}

function standingRules(listing: string, rules: FirewallRules): string[] {
  const ours = new Set([...rules.inInput, ...rules.inForward]);
  return listing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => ours.has(line));
}

/** Rules that may stand before ours: they refuse, or they are another instance's for its own bridges. */
function isHarmless(line: string): boolean {
  return /-j (DROP|REJECT)\b/.test(line) || /^-A INPUT -i cb[0-9a-f]{3}-\+ -j CLAWBERTH-[a-z0-9]{1,8}$/.test(line);
}
