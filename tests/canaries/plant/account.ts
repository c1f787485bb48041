import { randomInt } from 'node:crypto';
import type { Person } from '../../harness/browser.ts';
import { visit } from '../../harness/visit.ts';
import { emailOf } from '../../harness/world.ts';
import {
  codeOf,
  confirmStored,
  readRecoveryCodes,
  scanKey,
  typeCode,
  typePassword,
} from '../../journeys/second-factor.ts';
import { signUp } from '../../journeys/wizard.ts';
import { base32Bytes } from '../base32-bytes.ts';
import { lookAt, newcomer, type Scene } from '../scene.ts';

const OWNER = emailOf('wren');

/** Signs an owner up (a first try is refused) and gives them a second factor; signs in with wrong and right secrets. */
export async function plantAccount(scene: Scene): Promise<Person> {
  const { flock, world, marker } = scene;
  const url = world.stack.url;
  const wren = await newcomer(scene);
  const { page } = wren;
  await visit(page, `${url}/sign-up`);
  await page.getByLabel('Your name').fill('Wren');
  await page.getByLabel('E-mail').fill('no address');
  await page.getByLabel('Password').fill(flock.password('password, refused at sign-up'));
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByLabel('E-mail').and(page.locator('[aria-invalid=true]')).waitFor();
  await lookAt(scene, page, 'refused at sign-up');
  const password = flock.password('password');
  await signUp(page, url, { name: 'Wren', email: OWNER, password, organisation: marker });
  scene.organisationUrl = /^(.*\/o\/[^/]+)/.exec(page.url())?.[1] ?? '';
  await lookAt(scene, page, 'signed up', { after: true });

  await visit(page, `${url}/account/second-factor`);
  const key = flock.note('TOTP secret', await scanKey(page, password));
  flock.noteBytes('TOTP secret', base32Bytes(key));
  await page.getByLabel('The code that the app shows now').fill(flock.noteShort('TOTP code, refused', wrongCode(key)));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText(/This code does not fit/).waitFor();
  await page.getByLabel('The code that the app shows now').fill(flock.noteShort('TOTP code', codeOf(key)));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('heading', { name: 'Store your recovery codes' }).waitFor();
  const codes = await readRecoveryCodes(page);
  for (const code of codes) {
    flock.note('recovery code', code);
    flock.note('recovery code', code.replaceAll('-', ''));
  }
  await confirmStored(page);
  await page.waitForURL(/\/account$/);
  await lookAt(scene, page, 'second factor is on', { after: true });
  await signInAgain(scene, wren, password, codes[0] ?? '');
  return wren;
}

async function signInAgain(scene: Scene, { context, page }: Person, password: string, recovery: string): Promise<void> {
  const { flock, world } = scene;
  await noteSession(scene, context);
  await context.clearCookies();
  await visit(page, `${world.stack.url}/sign-in`);
  await typePassword(page, OWNER, flock.password('password, refused at sign-in'));
  await page.getByText('E-mail and password do not belong together').waitFor();
  await lookAt(scene, page, 'refused at sign-in');
  await typePassword(page, OWNER, password);
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await typeCode(page, flock.note('recovery code, refused', another(recovery)));
  await page.getByText(/This code does not fit/).waitFor();
  await lookAt(scene, page, 'the code is asked for');
  await typeCode(page, recovery);
  await page.waitForURL(/\/o\/[^/]+/);
  await noteSession(scene, context);
  await lookAt(scene, page, 'signed in', { after: true });
}

async function noteSession({ flock }: Scene, context: Person['context']): Promise<void> {
  const cookies = (await context.cookies()).filter(({ name }) => name.includes('session-token'));
  if (cookies.length === 0) throw new Error('Nobody is signed in.');
  for (const { value, httpOnly } of cookies) {
    if (!httpOnly) throw new Error('A script can read the session cookie.');
    flock.note('session cookie', value, value.slice(-64));
  }
}

/** Six random digits that no app shows in these minutes. */
function wrongCode(key: string): string {
  const right = new Set([-2, -1, 0, 1, 2].map((steps) => codeOf(key, steps)));
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    if (!right.has(code)) return code;
  }
}

/** A code of the same shape that was never given out. */
const another = (code: string) => code.replaceAll(/[a-z0-9]/gi, () => 'ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(randomInt(24)));
