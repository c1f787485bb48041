// npm run support -- give|take <e-mail address>: makes an account support staff, or takes that from it.
import { setSupportRole } from '../src/support/set-support-role.ts';
import { refuseUsage, runCommand } from './operator-request.ts';

const [what, email] = process.argv.slice(2);
if ((what !== 'give' && what !== 'take') || email === undefined)
  refuseUsage('npm run support -- give|take <e-mail address>');

await runCommand(async (request) => {
  await setSupportRole(request, { email, given: what === 'give' });
  return what === 'give'
    ? `${email} is support staff now, from the next click on: /support. A second factor is needed there.`
    : `${email} is no support staff any more, from this moment on.`;
});
