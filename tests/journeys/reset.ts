import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../harness/accessible.ts';
import { newPerson, photograph } from '../harness/browser.ts';
import type { Person } from '../harness/browser.ts';
import { visit } from '../harness/visit.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { signUp } from './wizard.ts';

const WHO = { name: 'Femi', email: emailOf('femi'), password: PASSWORD, organisation: 'Tide Tables' };
const NEW_PASSWORD = 'seven slow tugboats at dusk';

/** A forgotten password: from the letter in this machine's mailbox to signing in with a new one. */
export function reset(world: Pick<World, 'browser' | 'stack'>): void {
  describe('a forgotten password', () => {
    let femi: Person;
    let elsewhere: Person;
    let link = '';
    const url = () => world.stack.url;

    beforeAll(async () => {
      femi = await newPerson(world.browser);
      elsewhere = await newPerson(world.browser);
      await signUp(femi.page, url(), WHO);
    });
    afterAll(async () => {
      for (const { context, complaints } of [femi, elsewhere]) {
        await context.close();
        expect(complaints).toEqual([]);
      }
    });

    async function open(ticketLink: string): Promise<void> {
      // The ticket stands behind the #: the same page with another one would not be loaded anew.
      await elsewhere.page.goto('about:blank');
      await visit(elsewhere.page, ticketLink);
    }
    async function choose(password: string): Promise<void> {
      await elsewhere.page.getByLabel('New password').fill(password);
      await elsewhere.page.getByRole('button', { name: 'Set the password' }).click();
    }
    async function signIn(password: string): Promise<void> {
      await visit(elsewhere.page, `${url()}/sign-in`);
      await elsewhere.page.getByLabel('E-mail').fill(WHO.email);
      await elsewhere.page.getByLabel('Password').fill(password);
      await elsewhere.page.getByRole('button', { name: 'Sign in' }).click();
    }

    it('is asked about on the sign-in page; an address without an account gets the same answer', async () => {
      const { page } = elsewhere;
      await visit(page, `${url()}/sign-in`);
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.getByRole('button', { name: 'Send the letter' }).click();
      await page.getByText('Write an e-mail address').waitFor();
      await expectAccessible(page, 'forgot');
      const ask = async (email: string) => {
        await visit(page, `${url()}/forgot`);
        await page.getByLabel('E-mail').fill(email);
        await page.getByRole('button', { name: 'Send the letter' }).click();
        await page.getByText('Look into your mail').waitFor();
        return ((await page.getByRole('main').textContent()) ?? '').replaceAll(email, '');
      };
      const nobody = await ask(emailOf('nobody'));
      expect(await ask(WHO.email)).toBe(nobody);
      await expectAccessible(page, 'forgot, sent');
      await photograph(page, 'forgot-sent');
    });

    it('one letter lies in the mailbox, for who has the account', async () => {
      const mailbox = await elsewhere.context.newPage();
      await mailbox.goto(`${url()}/dev/mailbox`);
      expect(
        await mailbox
          .locator('section')
          .filter({ hasText: emailOf('nobody') })
          .count(),
      ).toBe(0);
      const letters = mailbox.locator('section').filter({ hasText: WHO.email });
      const links = letters.locator('a[href*="/reset#"]');
      await expect.poll(() => links.count()).toBe(1);
      link = (await links.first().getAttribute('href')) ?? '';
      await mailbox.close();
    });

    it('a broken link and a weak password are refused in words; the letter’s link sets a new one', async () => {
      const { page } = elsewhere;
      await open(`${url()}/reset`);
      await page.getByText('This link is not whole').waitFor();
      await expectAccessible(page, 'reset without a ticket');
      await open(`${link}x`);
      await choose(NEW_PASSWORD);
      await page.getByText('used already, or is older').waitFor();
      await expectAccessible(page, 'reset, refused');
      await photograph(page, 'reset-refused');
      await open(link);
      await choose('short');
      await page.getByText('Use at least 12 characters.').waitFor();
      await choose(`${WHO.name} ${WHO.name} 2026`);
      await expect.poll(() => page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true');
      await photograph(page, 'reset');
      await choose(NEW_PASSWORD);
      await page.getByText('Your password is set').waitFor();
      await expectAccessible(page, 'reset, done');
      await photograph(page, 'reset-done');
    });

    it('signs out every browser; the new password opens, the old one and the used link do not', async () => {
      const { page } = elsewhere;
      // Their own page leaves by itself; another tab finds the session ended, too.
      await femi.page.waitForURL(/\/sign-in/);
      const tab = await femi.context.newPage();
      await tab.goto(`${url()}/account`);
      await tab.waitForURL(/\/sign-in/);
      await tab.close();
      await open(link);
      await choose('another four calm lighthouses');
      await page.getByText('used already, or is older').waitFor();
      await signIn(PASSWORD);
      await page.getByRole('alert').first().waitFor();
      await signIn(NEW_PASSWORD);
      await page.waitForURL(/\/o\/[^/]+/);
      expect(await page.locator('body').textContent()).not.toContain(NEW_PASSWORD);
    });
  });
}
