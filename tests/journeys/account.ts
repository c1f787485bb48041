import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPerson, photograph } from '../harness/browser.ts';
import type { Person } from '../harness/browser.ts';
import { leaveAlone } from '../harness/idle.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { visit } from '../harness/visit.ts';
import { inviteViewer } from './invite.ts';
import {
  codeOf,
  confirmStored,
  readRecoveryCodes,
  scanKey,
  typeCode,
  typePassword,
  wrongCode,
} from './second-factor.ts';
import { signUp } from './wizard.ts';

const WHO = { name: 'Ada', email: emailOf('ada'), password: PASSWORD, organisation: 'Lighthouse Supplies' };

/** Signing in with a second factor, the list of sessions, and being signed out. */
export function anAccount(world: Pick<World, 'browser' | 'stack'>): void {
  describe('an account of one’s own', () => {
    let ada: Person;
    let other: Person;
    let home = '';
    let key = '';
    let used = '';
    let codes: string[] = [];
    const url = () => world.stack.url;
    const nextCode = () => codes.shift() ?? '';

    beforeAll(async () => {
      ada = await newPerson(world.browser);
      other = await newPerson(world.browser);
      await signUp(ada.page, url(), WHO);
      home = /^(.*\/o\/[^/]+)/.exec(ada.page.url())?.[1] ?? '';
    });
    afterAll(async () => {
      for (const { context, complaints } of [ada, other]) {
        await context.close();
        expect(complaints).toEqual([]);
      }
    });

    it('is one press away from every screen', async () => {
      await visit(ada.page, `${home}/bots`);
      await ada.page
        .getByRole('button', { name: /^Account: Ada/ })
        .first()
        .click();
      await ada.page.getByRole('menuitem', { name: 'Your account' }).click();
      await ada.page.getByRole('heading', { name: 'Your account' }).waitFor();
      await ada.page.getByText('This browser').waitFor();
      await photograph(ada.page, 'account');
      await expectAccessible(ada.page);
    });

    it('gets a second factor with the first code of an app, and recovery codes once', async () => {
      const { page } = ada;
      await visit(page, `${url()}/account/second-factor`);
      await photograph(page, 'second-factor-begin');
      key = await scanKey(page, PASSWORD);
      expect(key).toMatch(/^[A-Z2-7]{32}$/);
      await photograph(page, 'second-factor-scan');
      await expectAccessible(page);
      await page.getByLabel('The code that the app shows now').fill(wrongCode(key));
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByText(/This code does not fit/).waitFor();
      await page.getByLabel('The code that the app shows now').fill(codeOf(key));
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.getByRole('heading', { name: 'Store your recovery codes' }).waitFor();
      codes = await readRecoveryCodes(page);
      expect(codes).toHaveLength(10);
      await photograph(page, 'second-factor-codes');
      await expectAccessible(page);
      expect(await page.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
      await confirmStored(page);
      await page.waitForURL(/\/account$/);
      await page.getByText('10 recovery codes are left.').waitFor();
      expect(await page.content()).not.toContain(codes[0]);
    });

    it('signs in with the code after the password, and refuses a wrong one', async () => {
      const { page } = ada;
      await visit(page, `${url()}/account`);
      const kept = await ada.context.storageState();
      await page.getByRole('button', { name: 'Sign out This browser' }).click();
      await page.waitForURL(/sign-in/);
      // The cookie that somebody kept opens nothing any more.
      const keeper = await world.browser.newContext({ storageState: kept });
      const answer = await keeper.request.get(`${home.replace('/o/', '/api/o/')}/bots/events`);
      expect(answer.status()).toBe(401);
      await keeper.close();
      await visit(page, `${url()}/sign-in?next=${encodeURIComponent('/account')}`);
      await photograph(page, 'sign-in');
      await expectAccessible(page);
      await typePassword(page, WHO.email, PASSWORD);
      await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
      await photograph(page, 'sign-in-code');
      await expectAccessible(page);
      await typeCode(page, wrongCode(key));
      await page.getByText(/This code does not fit/).waitFor();
      await photograph(page, 'sign-in-code-refused');
      // The code of the confirmation is used up; that of the next half minute is good already.
      used = codeOf(key, 1);
      await typeCode(page, used);
      await page.waitForURL(/\/account$/);
    });

    it('takes no code twice, but a recovery code instead, once, however it is typed', async () => {
      const { page } = other;
      await visit(page, `${url()}/sign-in`);
      await typePassword(page, WHO.email, PASSWORD);
      await typeCode(page, used);
      await page.getByText(/it was used before/).waitFor();
      const recovery = nextCode();
      await typeCode(page, recovery.toLowerCase().replaceAll('-', ' '));
      await page.waitForURL(new RegExp(`${new URL(home).pathname}/bots`));
      await visit(ada.page, `${url()}/account`);
      await ada.page.getByText('9 recovery codes are left.').waitFor();
      const third = await newPerson(world.browser);
      await visit(third.page, `${url()}/sign-in`);
      await typePassword(third.page, WHO.email, PASSWORD);
      await typeCode(third.page, recovery);
      await third.page.getByText(/it was used before/).waitFor();
      await third.context.close();
    });

    it('ends another browser from the list, at once, with its open page', async () => {
      await visit(other.page, `${home}/bots`);
      await visit(ada.page, `${url()}/account`);
      const lines = ada.page.getByRole('listitem').filter({ hasText: 'Signed in' });
      await expect.poll(() => lines.count()).toBe(2);
      await photograph(ada.page, 'account-two-sessions');
      await expectAccessible(ada.page);
      await lines
        .filter({ hasNotText: 'This browser' })
        .getByRole('button', { name: /^Sign out/ })
        .click();
      await ada.page.getByText('That browser can do nothing more.').waitFor();
      const answer = await other.context.request.get(`${home.replace('/o/', '/api/o/')}/bots/events`);
      expect(answer.status()).toBe(401);
      // Nobody touches the other page: its own stream ends, and it leaves.
      await other.page.waitForURL(/sign-in\?next=/);
      await other.page.getByText('This browser was signed out, here or from another one.').waitFor();
      await photograph(other.page, 'sign-in-ended');
      await expect.poll(() => lines.count()).toBe(1);
    });

    it('is told a minute before it is signed out, in every tab, and may stay', async () => {
      const later = await runAhead(world.browser, ada);
      const [page, second] = [await later.newPage(), await later.newPage()];
      await page.clock.install();
      await visitGuarded(second, `${home}/settings`);
      await visitGuarded(page, `${home}/bots`);
      await page.clock.fastForward('29:05');
      const notice = (of: Page) => of.getByRole('heading', { name: 'Are you still there?' });
      await notice(second).waitFor();
      await notice(page).waitFor();
      await page.getByRole('status').filter({ hasText: 'You will be signed out in 60 seconds.' }).waitFor();
      await photograph(page, 'idle-notice');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Stay signed in' }).click();
      await expect.poll(() => notice(page).count()).toBe(0);
      await expect.poll(() => notice(second).count()).toBe(0);
      await later.close();
    });

    it('is signed out after half an hour without activity, and comes back to where it was', async () => {
      const { page } = ada;
      await visit(page, `${home}/settings`);
      const later = await runAhead(world.browser, ada);
      const left = await later.newPage();
      await left.clock.install();
      await visitGuarded(left, `${home}/settings`);
      await leaveAlone(WHO.email, 31);
      // A page that nobody touches leaves by itself; a page that is opened says the same.
      await left.clock.fastForward('30:05');
      await left.waitForURL(/sign-in\?next=/);
      await left.getByText('You were signed out after 30 minutes without activity. Nothing was lost.').waitFor();
      await later.close();
      await page.reload();
      await page.waitForURL(/sign-in\?next=/);
      await page.getByText('You were signed out after 30 minutes without activity. Nothing was lost.').waitFor();
      await photograph(page, 'sign-in-idle');
      await visit(page, page.url());
      await typePassword(page, WHO.email, PASSWORD);
      await typeCode(page, nextCode());
      await page.waitForURL(/\/settings$/);
    });

    it('changes its password with the old one, and no other browser stays', async () => {
      const { page } = ada;
      await visit(page, `${url()}/account`);
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByLabel('New password').fill('too short');
      await page.getByLabel('Password until now').fill(PASSWORD);
      await page.getByText('Use at least 12 characters.').waitFor();
      await photograph(page, 'account-password');
      await page.getByLabel('New password').fill(`${PASSWORD} and another`);
      await page.getByRole('button', { name: 'Change password' }).click();
      await page
        .getByText(/^Password changed\./)
        .first()
        .waitFor();
    });

    it('is kept out of an organisation that asks for a second factor until it has one', async () => {
      const bob = await newPerson(world.browser);
      const bobs = { name: 'Bob', email: emailOf('bob'), password: PASSWORD, organisation: 'Bob alone' };
      await signUp(bob.page, url(), bobs);
      await visit(bob.page, await inviteViewer(ada.page, home, bobs.email));
      await bob.page.getByRole('button', { name: 'Join the organisation' }).click();
      await bob.page.waitForURL(new RegExp(`${new URL(home).pathname}(/|$)`));

      await visit(ada.page, `${home}/settings`);
      await ada.page.getByRole('switch', { name: 'Ask all members for a second factor' }).click();
      await ada.page.getByText('One member has none yet.').waitFor();
      await ada.page.getByRole('listitem').filter({ hasText: 'Bob' }).waitFor();
      await photograph(ada.page, 'settings-ask-second-factor');
      await expectAccessible(ada.page);
      await ada.page.getByRole('button', { name: 'Ask everybody' }).click();
      await ada.page.getByText('Everybody must have a second factor.').waitFor();

      const refused = await bob.context.request.get(`${home.replace('/o/', '/api/o/')}/bots/events`);
      expect(refused.status()).toBe(403);
      await visit(bob.page, `${home}/bots`);
      await bob.page.waitForURL(/\/account\/second-factor\?next=/);
      await bob.page.getByText('Lighthouse Supplies asks its members for a second factor.').waitFor();
      await photograph(bob.page, 'second-factor-asked');
      await expectAccessible(bob.page);
      const bobsKey = await scanKey(bob.page, PASSWORD);
      await bob.page.getByLabel('The code that the app shows now').fill(codeOf(bobsKey));
      await bob.page.getByRole('button', { name: 'Turn on' }).click();
      await bob.page.getByRole('heading', { name: 'Store your recovery codes' }).waitFor();
      await confirmStored(bob.page);
      await bob.page.waitForURL(new RegExp(`${new URL(home).pathname}/bots`));
      await bob.context.close();
      expect(bob.complaints).toEqual([]);
    });

    it('signs out everywhere', async () => {
      await visit(ada.page, `${url()}/account`);
      await ada.page.getByRole('button', { name: 'Sign out everywhere' }).click();
      await photograph(ada.page, 'account-everywhere');
      await ada.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
      await ada.page.waitForURL(/sign-in/);
      const answer = await ada.context.request.get(`${home.replace('/o/', '/api/o/')}/bots/events`);
      expect(answer.status()).toBe(401);
    });
  });
}

/** The same person in a context of its own, whose clock may run ahead: a clock is the whole context's. */
async function runAhead(browser: Browser, { context }: Person): Promise<BrowserContext> {
  const storageState = await context.storageState();
  const later = await browser.newContext({ storageState, reducedMotion: 'reduce', locale: 'en-GB' });
  await later.addInitScript(() => localStorage.removeItem('clawberth.session-ends'));
  return later;
}

/** Opens a page of runAhead's context and waits until it knows when the session ends: only then may its clock run ahead. */
async function visitGuarded(page: Page, url: string): Promise<void> {
  await visit(page, url);
  await page.waitForFunction(() => localStorage.getItem('clawberth.session-ends') !== null);
}

/** In both themes. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect({ colorScheme, found }).toEqual({ colorScheme, found: [] });
  }
}
