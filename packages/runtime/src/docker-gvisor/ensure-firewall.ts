import { execa } from 'execa';
import { RuntimeError } from '../errors.ts';
import {
  buildFirewallRestore,
  buildFirewallRules,
  holdsRules,
  repeatsRules,
  type FirewallRules,
} from './build-firewall-rules.ts';
import type { Engine } from './engine.ts';

/** Seconds to wait for the host's firewall lock, which dockerd takes too. */
const LOCK_SECONDS = '10';
const ATTEMPTS = 5;

/**
 * Proves that the host's firewall holds the instance's rules and installs them when it does not.
 * Never cached: a restart of the firewall or of dockerd may have flushed them. Throws `firewall_missing`.
 */
export async function ensureFirewall(engine: Engine): Promise<void> {
  engine.firewallCheck ??= ensureBoth(engine).finally(() => {
    engine.firewallCheck = null;
  });
  await engine.firewallCheck;
}

async function ensureBoth(engine: Engine): Promise<void> {
  const { v4, v6 } = buildFirewallRules(engine.instance, engine.airlockBotPort);
  await Promise.all([ensureFamily(engine.commands.iptables, v4), ensureFamily(engine.commands.ip6tables, v6)]);
}

async function ensureFamily(command: string, rules: FirewallRules): Promise<void> {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      const listing = await readRules(command);
      if (holdsRules(listing, rules) && !repeatsRules(listing, rules)) return;
      // Fails as a whole when another process changed a rule meanwhile: then read again.
      await execa(`${command}-restore`, ['--wait', LOCK_SECONDS, '--noflush'], {
        input: buildFirewallRestore(listing, rules),
      });
    } catch (error) {
      failure = error;
    }
  }
  if (await holdsNow(command, rules)) return;
  throw new RuntimeError(
    'firewall_missing',
    `The firewall rules that lock the bots in could not be put in place with ${command}. ` +
      'The worker needs root (NET_ADMIN) in the host’s network namespace.',
    { retryable: false, cause: failure },
  );
}

/** What counts in the end: after attempts that others crossed, the rules may stand, even repeated. */
async function holdsNow(command: string, rules: FirewallRules): Promise<boolean> {
  try {
    return holdsRules(await readRules(command), rules);
  } catch {
    return false;
  }
}

async function readRules(command: string): Promise<string> {
  const { stdout } = await execa(command, ['--wait', LOCK_SECONDS, '-S']);
  return stdout;
}
