import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../harness/accessible.ts';
import { newPerson, photograph } from '../harness/browser.ts';
import type { Person } from '../harness/browser.ts';
import { followLinks } from '../harness/follow-links.ts';
import { visit } from '../harness/visit.ts';
import { endVisitsIn, giveSupport } from '../harness/visits.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { codeOf, confirmStored, scanKey } from './second-factor.ts';
import { signUp } from './wizard.ts';

const REASON = 'You wrote that Counter Clerk is silent since this morning';
const WHO = { name: 'Nia Okafor', email: emailOf('nia'), password: PASSWORD, organisation: 'Night Watch' };

/** Support staff look into Mira's organisation, which reads of it. `personal` are names that must not be seen there. */
export function support(
  world: Pick<World, 'browser' | 'stack' | 'mira' | 'organisationUrl' | 'clerkId' | 'home'>,
  { organisation, personal }: { organisation: string; personal: readonly string[] },
): void {
  describe('support', () => {
    let nia: Person;
    const console_ = () => `${world.stack.url}/support`;
    const line = (page: Page) => page.getByRole('listitem').filter({ hasText: organisation });

    beforeAll(async () => {
      nia = await newPerson(world.browser);
      await signUp(nia.page, world.stack.url, WHO);
    });
    afterAll(async () => {
      await nia.context.close();
      expect(nia.complaints).toEqual([]);
    });

    /** Opens the console, and from it the organisation. */
    async function lookInside(): Promise<void> {
      const { page } = nia;
      await visit(page, `${console_()}?words=${encodeURIComponent(organisation)}`);
      await line(page)
        .getByRole('button', { name: `Look inside ${organisation}` })
        .click();
      await page.getByLabel('Why do you look?').fill(REASON);
      await page.getByRole('button', { name: 'Begin the visit' }).click();
      await page.waitForURL(`${world.organisationUrl}/audit`);
    }

    it('is not there for anybody else, and asks its own for a second factor', async () => {
      expect((await world.mira.page.goto(console_()))?.status()).toBe(404);
      await visit(world.mira.page, `${world.organisationUrl}/bots`);
      await world.mira.page
        .getByRole('button', { name: /^Account: / })
        .first()
        .click();
      expect(await world.mira.page.getByRole('menuitem', { name: 'Support console' }).count()).toBe(0);
      await world.mira.page.keyboard.press('Escape');

      expect((await nia.page.goto(console_()))?.status()).toBe(404);
      expect(await giveSupport(WHO.email)).toContain('is support staff now');
      await visit(nia.page, console_());
      await nia.page.waitForURL(/\/account\/second-factor\?next=%2Fsupport/);
      const key = await scanKey(nia.page, PASSWORD);
      await nia.page.getByLabel('The code that the app shows now').fill(codeOf(key));
      await nia.page.getByRole('button', { name: 'Turn on' }).click();
      await confirmStored(nia.page);
      await nia.page.waitForURL(console_());
      await nia.page.getByLabel('Find an organisation').waitFor();
    });

    it('is in the account menu of its staff', async () => {
      const { page } = nia;
      await visit(page, world.stack.url);
      await page
        .getByRole('button', { name: /^Account: / })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Support console' }).click();
      await page.getByRole('heading', { name: 'Support console' }).waitFor();
      await photograph(page, 'support-empty');
      await expectAccessible(page, 'support console');
    });

    it('searches, says when there is nothing, and tells names and numbers alone', async () => {
      const { page } = nia;
      await visit(page, console_());
      const field = page.getByLabel('Find an organisation');
      await field.fill('No such bakery anywhere');
      await field.press('Enter');
      await page.getByText('Nothing found').waitFor();
      await photograph(page, 'support-nothing-found');
      await field.fill(emailOf('mira'));
      await page.getByRole('button', { name: 'Search' }).click();
      await line(page)
        .getByText(/\d+ members?/)
        .waitFor();
      expect(await page.getByRole('main').innerText()).not.toContain(emailOf('jo'));
      await photograph(page, 'support-results');
      await expectAccessible(page, 'support results');
    });

    it('begins a visit by keyboard, with a reason that says something', async () => {
      const { page } = nia;
      await visit(page, `${console_()}?words=${encodeURIComponent(organisation)}`);
      const button = line(page).getByRole('button', { name: `Look inside ${organisation}` });
      await button.focus();
      await page.keyboard.press('Enter');
      const reason = page.getByLabel('Why do you look?');
      await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
      await page.keyboard.type('why');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Please say why, in ten characters at least.').waitFor();
      expect(await reason.getAttribute('aria-invalid')).toBe('true');
      expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
      await photograph(page, 'support-dialog');
      await expectAccessible(page, 'support dialog');
      await page.keyboard.press('Escape');
      await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
      await lookInside();
      await page.getByText('You are visiting as support.').waitFor();
      await page.getByText(/The visit ends at \d\d:\d\d, in \d\d minutes/).waitFor();
      await photograph(page, 'support-visit-audit');
      await expectAccessible(page, 'visit: audit log');
    });

    it('offers on a visit only what opens, and no page tells who anybody is', async () => {
      const { page } = nia;
      const seen = await followLinks(page, world.organisationUrl);
      expect([...seen].filter(([, outcome]) => outcome !== 'opens')).toEqual([]);
      const items = page.getByRole('navigation', { name: 'Main' }).first().getByRole('link');
      expect(await items.allInnerTexts()).toEqual(['Bots', 'Team', 'Audit log']);
      expect(seen.size).toBeGreaterThan(5);
      for (const path of seen.keys()) {
        const address = `${world.stack.url}${path}`;
        // The page as it is sent, and what the browser asks for when a link is pressed.
        for (const headers of [{}, { rsc: '1' }]) {
          const sent = await (await nia.context.request.get(address, { headers })).text();
          expect({ path, told: toldIn(sent) }).toEqual({ path, told: [] });
        }
      }
      const asMember = await world.mira.context.request.get(`${world.organisationUrl}/team`);
      expect(toldIn(await asMember.text())).toContain(personal[0]);
      await visit(page, `${world.organisationUrl}/team`);
      await page.getByText('M•••').first().waitFor();
      await photograph(page, 'support-visit-team');
      await expectAccessible(page, 'visit: team');
      await visit(page, world.home(world.clerkId));
      await page.getByText('You look as support. Nothing can be changed from here.').waitFor();
      await photograph(page, 'support-visit-bot');
    });

    /** The names and addresses that a text tells, other than the reader's own. */
    function toldIn(text: string): string[] {
      const names = personal.filter((name) => new RegExp(`(?<![\\w•])${name}(?!\\w)`, 'u').test(text));
      const addresses = text.match(/[\w.+-]+@harbour\.example/g) ?? [];
      return [...names, ...addresses.filter((address) => address !== WHO.email)];
    }

    it('masks the full record, looks for ids alone, follows the log masked, and exports nothing', async () => {
      const { page, context } = nia;
      await visit(page, `${world.organisationUrl}/audit?action=member.joined`);
      await page.locator('tr[data-event]').first().getByRole('button').click();
      const dialog = page.getByRole('dialog', { name: 'Full record' });
      await dialog.getByText('not shown on a visit').waitFor();
      expect(toldIn(await dialog.innerText())).toEqual([]);
      await photograph(page, 'support-visit-record');
      await visit(page, `${world.organisationUrl}/audit?search=${personal[0]}`);
      await page.getByText('On a visit you can look for one whole id').waitFor();
      expect(await page.locator('tr[data-event]').count()).toBe(0);
      await photograph(page, 'support-visit-search');

      const api = world.organisationUrl.replace('/o/', '/api/o/');
      expect((await context.request.get(`${api}/audit/export?format=ndjson`)).status()).toBe(403);
      await visit(page, `${world.organisationUrl}/audit`);
      const first = await page.evaluate(async (address) => {
        const reader = (await fetch(address)).body?.pipeThrough(new TextDecoderStream()).getReader();
        let text = '';
        while (!text.includes('member.joined')) text += (await reader?.read())?.value ?? '';
        await reader?.cancel();
        return text;
      }, `${api}/audit/tail?after=0`);
      expect(toldIn(first)).toEqual([]);
    });

    it('is read by the organisation: who looks now, and who has looked, with the reason', async () => {
      const { page } = world.mira;
      await visit(page, `${world.organisationUrl}/settings`);
      await page.getByText(`${WHO.name} of support is looking into this organisation`).waitFor();
      await photograph(page, 'customer-settings-visited');
      await visit(page, `${world.organisationUrl}/audit?action=support.visited`);
      await page.locator('tr[data-event]').filter({ hasText: REASON }).first().waitFor();
      await photograph(page, 'customer-audit-visited');
      await expectAccessible(page, 'customer’s audit log');
    });

    it('leaves, and sees nothing more', async () => {
      const { page } = nia;
      await visit(page, console_());
      await photograph(page, 'support-open-visit');
      await visit(page, `${world.organisationUrl}/bots`);
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.getByText('You have left.').waitFor();
      expect((await page.goto(`${world.organisationUrl}/bots`))?.status()).toBe(404);
      await page.getByText('There is nothing here').waitFor();
      await visit(world.mira.page, `${world.organisationUrl}/settings`);
      expect(await world.mira.page.getByText('of support is looking').count()).toBe(0);
    });

    it('is over by itself, in the page that stands open too', async () => {
      const { page } = nia;
      await lookInside();
      await endVisitsIn(6_000);
      await page.reload();
      await page.getByText('You are visiting as support.').waitFor();
      await page.waitForURL(/\/support\?over/);
      await page.getByText('the visit has ended by itself').waitFor();
      await photograph(page, 'support-over');
      expect((await page.goto(`${world.organisationUrl}/audit`))?.status()).toBe(404);
    });
  });
}
