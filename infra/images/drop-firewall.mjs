// @ts-check
// node infra/images/drop-firewall.mjs <instance>: takes an instance's rules out of the host's firewall, for when it is gone for good.
// The worker puts them in and leaves them there when it stops: bots may still run.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { run, runOrFail } from '../local/lib/run-command.mjs';

/**
 * Removes the rules that packages/runtime's build-firewall-rules.ts makes for an instance, in both address families.
 * What is not there is success.
 * @param {string} instance
 * @param {number} airlockBotPort
 */
export async function dropFirewall(instance, airlockBotPort) {
  const chain = `CLAWBERTH-${instance}`;
  const bridges = `cb${createHash('sha256').update(instance).digest('hex').slice(0, 3)}-+`;
  const ours = [` -i ${bridges} `, ` -o ${bridges} `, `--dport ${airlockBotPort} -j DROP`];
  for (const command of ['iptables', 'ip6tables']) {
    const listing = await runOrFail(command, ['--wait', '10', '-S']);
    const lines = listing.split('\n');
    const rules = lines.filter(
      (line) => /^-A (?:INPUT|FORWARD) /.test(line) && ours.some((part) => line.includes(part)),
    );
    const chains = lines.includes(`-N ${chain}`) ? [`-F ${chain}`, `-X ${chain}`] : [];
    for (const line of [...rules.map((rule) => rule.replace(/^-A/, '-D')), ...chains]) {
      await run(command, ['--wait', '10', ...line.split(' ')]); // whoever was faster has removed it
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const instance = process.argv[2];
  if (!instance || !/^[a-z0-9]{1,8}$/.test(instance)) {
    console.error('Usage: node infra/images/drop-firewall.mjs <instance> [port of its airlock’s bots’ door]');
    process.exitCode = 2;
  } else {
    await dropFirewall(instance, Number(process.argv[3] ?? process.env['CLAWBERTH_AIRLOCK_BOT_PORT'] ?? 7370));
  }
}
