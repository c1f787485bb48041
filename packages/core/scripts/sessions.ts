// npm run sessions -- end <e-mail address>|--everybody: signs an account out in all browsers, or everybody.
import { endEverySession, endSessionsOf } from '../src/session/end-by-operator.ts';
import { refuseUsage, runCommand } from './operator-request.ts';

const [what, whom] = process.argv.slice(2);
if (what !== 'end' || whom === undefined) refuseUsage('npm run sessions -- end <e-mail address>|--everybody');

await runCommand(async (request) => {
  const { ended } = whom === '--everybody' ? await endEverySession(request) : await endSessionsOf(request, whom);
  return `${ended} ${ended === 1 ? 'session has' : 'sessions have'} ended.`;
});
