import type { Person } from '../../harness/browser.ts';
import { visit } from '../../harness/visit.ts';
import { emailOf } from '../../harness/world.ts';
import { inviteViewer } from '../../journeys/invite.ts';
import { signUp } from '../../journeys/wizard.ts';
import { lookAt, newcomer, type Scene } from '../scene.ts';

const INVITED = emailOf('rook');

/** Somebody is invited; gives the link. */
export async function plantInvitation(scene: Scene, { page }: Person): Promise<string> {
  const link = await inviteViewer(page, scene.organisationUrl, INVITED);
  scene.flock.note('invitation link', link.split('/').at(-1) ?? '');
  await lookAt(scene, page, 'the link is shown');
  await page.getByRole('button', { name: 'Done' }).click();
  await lookAt(scene, page, 'invited', { after: true });
  return link;
}

/** They join by the link, then set a new password by a letter's link; other links are refused. */
export async function plantMember(scene: Scene, link: string): Promise<void> {
  const { flock, world } = scene;
  const { url } = world.stack;
  const rook = await newcomer(scene);
  const first = flock.password('password that a reset ends');
  await signUp(rook.page, url, { name: 'Rook', email: INVITED, password: first, organisation: 'Rook alone' });
  await rook.page.goto(`${url}/join/${flock.plain('invitation link, refused', 43)}`);
  await rook.page.getByText('not valid').waitFor();
  await visit(rook.page, link);
  await rook.page.getByRole('button', { name: 'Join the organisation' }).click();
  await rook.page.waitForURL(new RegExp(`${new URL(scene.organisationUrl).pathname}(/|$)`));
  await lookAt(scene, rook.page, 'joined', { after: true });
  await reset(scene, rook);
}

async function reset(scene: Scene, { context, page }: Person): Promise<void> {
  const { flock, world } = scene;
  const { url } = world.stack;
  await visit(page, `${url}/forgot`);
  await page.getByLabel('E-mail').fill(INVITED);
  await page.getByRole('button', { name: 'Send the letter' }).click();
  await page.getByText('Look into your mail').waitFor();
  const mailbox = await context.newPage();
  await mailbox.goto(`${url}/dev/mailbox`);
  const link = await mailbox.locator('a[href*="/reset#"]').first().getAttribute('href');
  await mailbox.close();
  const ticket = link?.split('#')[1] ?? '';
  flock.note('reset link', ticket);

  const set = async (of: string, password: string) => {
    // The ticket stands behind the #: the same page with another one would not be loaded anew.
    await page.goto('about:blank');
    await visit(page, `${url}/reset#${of}`);
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set the password' }).click();
  };
  await set(flock.plain('reset link, refused', 120), flock.password('password with a refused link'));
  await page.getByRole('link', { name: 'Ask for a new letter' }).waitFor();
  await lookAt(scene, page, 'reset refused');
  await set(ticket, flock.password('password by letter'));
  await page.getByText('Your password is set').waitFor();
  await lookAt(scene, page, 'reset', { after: true });
}
