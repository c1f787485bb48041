import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newPerson, photograph } from '../harness/browser.ts';
import type { Person } from '../harness/browser.ts';
import { visit } from '../harness/visit.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { answerJob, deploy, signUp } from './wizard.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** The page as it stands, with its dialog, in both themes. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`);
    expect({ what, colorScheme, found }).toEqual({ what, colorScheme, found: [] });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const rowOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' }).first();

/** The status of the mailbox page for who calls this machine by another name, as another site's page could make it do. */
async function statusUnderName(url: string, host: string): Promise<number | undefined> {
  const [answer] = (await once(get(`${url}/dev/mailbox`, { headers: { host } }), 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

/**
 * Members of every role, from the invitation's letter to the way out. Needs an organisation of Mira's with the bot
 * "Counter Clerk", which has a key. Leaves Mira its only owner, and a bot to be deleted: gives its id, once it has run.
 */
export function members(world: World): () => string {
  let olga: Person;
  let sam: Person;
  let operatorsBot = '';
  const team = () => `${world.organisationUrl}/team`;

  async function join(person: Person, name: string, link: string): Promise<void> {
    const organisation = `${name} alone`;
    await signUp(person.page, world.stack.url, {
      name,
      email: emailOf(name.toLowerCase()),
      password: PASSWORD,
      organisation,
    });
    await visit(person.page, link);
    await person.page.getByRole('button', { name: 'Join the organisation' }).click();
    await person.page.waitForURL(new RegExp(`${new URL(world.organisationUrl).pathname}(/|$)`));
  }

  describe('members', () => {
    it('an operator is invited by a letter, which this machine’s mailbox shows', async () => {
      const { page } = world.mira;
      olga = await newPerson(world.browser);
      await visit(page, team());
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('button', { name: 'Create invitation link' }).click();
      await page.getByText('Write an e-mail address').waitFor();
      await page.getByLabel('E-mail').fill(emailOf('olga'));
      await expect(page.getByRole('radio', { name: /Operator/ }).count()).resolves.toBe(0);
      await page.getByRole('button', { name: 'More roles' }).click();
      await page.getByRole('radio', { name: /Operator/ }).click();
      await expectAccessible(page, 'invite');
      await photograph(page, 'team-invite');
      await page.getByRole('button', { name: 'Create invitation link' }).click();
      const link = await page.getByLabel('Invitation link').inputValue();
      await photograph(page, 'team-link');
      await page.getByRole('button', { name: 'Done' }).click();
      await rowOf(page, emailOf('olga')).getByText('Letter in the mailbox').waitFor();

      const mailbox = await world.mira.context.newPage();
      await mailbox.goto(`${world.stack.url}/dev/mailbox`);
      const letter = mailbox
        .locator('section')
        .filter({ hasText: emailOf('olga') })
        .first();
      expect(await letter.getByRole('link').getAttribute('href')).toBe(link);
      await expectAccessible(mailbox, 'mailbox');
      await photograph(mailbox, 'mailbox');
      await mailbox.close();
      expect(await statusUnderName(world.stack.url, 'rebound.example')).toBe(404);
      expect(await statusUnderName(world.stack.url, 'localhost')).toBe(200);

      await join(olga, 'Olga', link);
      await olga.page.goto(link);
      await olga.page.getByText('already used').waitFor();
    });

    it('an operator deploys with the key of another bot, and finds no way to set one', async () => {
      const { page } = olga;
      await visit(page, `${world.organisationUrl}/bots`);
      await answerJob(page, { name: 'Olga’s clerk' });
      await page.getByText('needs a token, and only owners and admins').waitFor();
      await photograph(page, 'wizard-operator-channel');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('radio', { name: /The key of Counter Clerk/ }).click();
      await expectAccessible(page, 'operator’s provider');
      await photograph(page, 'wizard-operator-key');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('with the key of Counter Clerk').waitFor();
      operatorsBot = await deploy(page);
      await visit(page, `${world.home(operatorsBot)}/keys`);
      await page.getByText('Only owners and admins set keys.').first().waitFor();
      await expect(page.getByRole('button', { name: /Replace|Change/ }).count()).resolves.toBe(0);
      await expect(page.getByRole('button', { name: 'More actions' }).count()).resolves.toBe(0);
      await photograph(page, 'keys-operator');
      await visit(page, team());
      await expect(page.getByRole('button', { name: 'Invite' }).count()).resolves.toBe(0);
    });

    it('a change of role bites on the next click; a guest sees the chosen bot and nothing else', async () => {
      const { page } = world.mira;
      await visit(page, team());
      await page.getByRole('button', { name: 'Change the role of Olga' }).click();
      await page.getByRole('radio', { name: /Guest/ }).click();
      await page.getByRole('button', { name: 'Save the role' }).click();
      await page.getByText('Choose at least one bot.').waitFor();
      await page.getByRole('checkbox', { name: 'Counter Clerk', exact: true }).check();
      await expectAccessible(page, 'change role');
      await photograph(page, 'team-change-role');
      await page.getByRole('button', { name: 'Save the role' }).click();
      await rowOf(page, 'Olga').getByText('Sees Counter Clerk').waitFor();

      await visit(olga.page, `${world.organisationUrl}/bots`);
      await olga.page.getByRole('link', { name: /Counter Clerk/ }).waitFor();
      await expect(olga.page.getByRole('link', { name: /Olga’s clerk/ }).count()).resolves.toBe(0);
      await expect(navigation(olga.page).getByRole('link').allTextContents()).resolves.toEqual(['Bots']);
      await photograph(olga.page, 'guest-bots');
      await visit(olga.page, world.home(world.clerkId));
      await expect(olga.page.getByRole('link', { name: 'Keys' }).count()).resolves.toBe(0);
      await expectAccessible(olga.page, 'guest’s bot');
      await photograph(olga.page, 'guest-bot');
      for (const hidden of ['team', 'audit', 'bots/new']) {
        await olga.page.goto(`${world.organisationUrl}/${hidden}`);
        await olga.page.getByText('Your role does not allow this').waitFor();
      }
      expect((await olga.page.goto(world.home(operatorsBot)))?.status()).toBe(404);
    });

    it('the last owner cannot leave; handing over asks for the name and can be done back', async () => {
      const { page } = world.mira;
      sam = await newPerson(world.browser);
      await visit(page, team());
      await page.getByText('You are the last owner.').waitFor();
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByLabel('E-mail').fill(emailOf('sam'));
      await page.getByRole('radio', { name: /Admin/ }).click();
      await page.getByRole('button', { name: 'Create invitation link' }).click();
      await join(sam, 'Sam', await page.getByLabel('Invitation link').inputValue());

      const name = 'Harbour Bakery';
      const handOver = async (from: Page, to: string) => {
        await visit(from, team());
        await from.getByRole('button', { name: 'Hand the organisation over' }).click();
        await from.getByRole('button', { name: 'Hand over' }).click();
        await from.getByText('Choose who becomes the owner.').waitFor();
        const option = await from.getByRole('option', { name: new RegExp(`^${to}`) }).textContent();
        await from.getByLabel('New owner').selectOption({ label: option ?? '' });
        await from.getByLabel(`Type “${name}” to confirm`).fill(name);
        await expectAccessible(from, 'hand over');
        await photograph(from, 'team-hand-over');
        await from.getByRole('button', { name: 'Hand over' }).click();
        await from.getByText(`${to} is the owner now`).waitFor();
      };
      await handOver(page, 'Sam');
      await visit(page, team());
      await expect(page.getByRole('button', { name: 'Hand the organisation over' }).count()).resolves.toBe(0);
      await handOver(sam.page, 'Mira');
    });

    it('removing an admin lists the keys that they could have got at', async () => {
      const { page } = world.mira;
      await visit(page, team());
      await page.getByRole('button', { name: 'Remove Sam' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByText('Sam could have got at these keys').waitFor();
      await expectAccessible(page, 'keys to replace');
      await photograph(page, 'team-keys-to-replace');
      const keys = page.getByRole('link', { name: 'Open the keys of Counter Clerk' });
      expect(await keys.getAttribute('href')).toContain(`/bots/${world.clerkId}/keys`);
      await page.getByRole('button', { name: 'Done' }).click();
      await expect.poll(() => page.getByRole('button', { name: 'Remove Sam' }).count()).toBe(0);
      // The session goes on elsewhere, and shows nothing here.
      const response = await sam.page.goto(world.home(world.clerkId));
      expect(response?.status()).toBe(404);
      await visit(sam.page, `${world.stack.url}/`);
      await sam.page.getByText('Sam alone').first().waitFor();
    });

    it('a guest leaves by themselves; an invitation that is sent again or taken back opens nothing', async () => {
      await visit(olga.page, `${world.organisationUrl}/bots`);
      await olga.page.getByRole('button', { name: 'Leave the organisation' }).click();
      await olga.page.getByRole('button', { name: 'Leave', exact: true }).click();
      await olga.page.waitForURL((url) => !url.pathname.startsWith(new URL(world.organisationUrl).pathname));

      const { page } = world.mira;
      await visit(page, team());
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByLabel('E-mail').fill(emailOf('kim'));
      await page.getByRole('button', { name: 'Create invitation link' }).click();
      const first = await page.getByLabel('Invitation link').inputValue();
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: `Send the invitation of ${emailOf('kim')} again` }).click();
      const second = await page.getByLabel('Invitation link').inputValue();
      await page.getByRole('button', { name: 'Done' }).click();
      await photograph(page, 'team');
      await expectAccessible(page, 'team');
      await page.getByRole('button', { name: `Take back the invitation of ${emailOf('kim')}` }).click();
      await page.getByText('Taken back.').waitFor();
      await olga.page.goto(first);
      await olga.page.getByText('not valid').waitFor();
      await olga.page.goto(second);
      await olga.page.getByText('was taken back').waitFor();
      expect([...olga.complaints, ...sam.complaints, ...world.mira.complaints]).toEqual([]);
      await Promise.all([olga.context.close(), sam.context.close()]);
    });
  });
  return () => operatorsBot;
}
