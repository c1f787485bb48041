/** Runs inside a sandbox: writes nonsense over the config and ends the gateway, as a fault on the volume would. */
export const BREAK_CONFIG = `
const fs = require('node:fs');
fs.writeFileSync('/state/openclaw/openclaw.json', JSON.stringify({ nonsense: true }));
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
  let line = ''; try { line = fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8'); } catch { continue; }
  if (/gateway/.test(line) && pid !== '1' && pid !== String(process.pid)) process.kill(Number(pid), 'SIGKILL');
}
`;
