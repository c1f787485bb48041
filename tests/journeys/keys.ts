import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../harness/accessible.ts';
import { photograph } from '../harness/browser.ts';
import { containerOf } from '../harness/sandbox.ts';
import { visit } from '../harness/visit.ts';
import { BEN, BOT, TOKEN } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { OPENAI_KEY } from '../harness/stack.ts';
import { waitForState } from './wizard.ts';

const FRESH_KEY = 'sk-proj-E2Efresh0providerKey0that0must0never0be0inside0a0sandbox';
const cardOf = (page: Page, heading: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });

/**
 * The life of a bot's keys on its screens: due, replaced, suspected, stopped, renewed. Needs Mira's "Counter Clerk" on
 * Telegram under TOKEN with OPENAI_KEY, Ben allowed, Jo a viewer. Leaves the clerk working, with another token and key.
 */
export function keys(world: World): void {
  describe('the life of keys', () => {
    const ofClerk = () => `${world.home(world.clerkId)}/keys`;
    const sandboxOf = async () => (await containerOf(world.clerkId)).id;

    /** Ben writes, and gets an answer to it. */
    async function benIsAnswered(text: string): Promise<void> {
      const before = world.stack.telegram.sentTo(BEN.id).length;
      world.stack.telegram.say({ from: BEN, text, to: BOT.id });
      await expect
        .poll(() => world.stack.telegram.sentTo(BEN.id).length, { timeout: 120_000, interval: 500 })
        .toBeGreaterThan(before);
    }

    it('how old they may get is the organisation’s choice, and who may not choose reads it', async () => {
      const { page } = world.mira;
      await visit(page, `${world.organisationUrl}/settings`);
      await page.getByRole('radio', { name: /Every 30 days/ }).check();
      await cardOf(page, 'Replacing keys').getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved. It holds for every key').waitFor();
      await visit(world.jo.page, `${world.organisationUrl}/settings`);
      await world.jo.page.getByText('Every 30 days.').waitFor();
      expect(await world.jo.page.getByRole('radio', { name: /Every/ }).count()).toBe(0);
      await expectAccessible(page, 'settings');
      await photograph(page, 'keys-policy');
    });

    it('a viewer sees how old they are, and no button', async () => {
      const { page } = world.jo;
      await visit(page, ofClerk());
      await page.getByText('Only owners and admins set keys.').waitFor();
      const main = page.getByRole('main');
      for (const name of ['AI provider', 'Telegram token', 'Inner tokens'])
        expect(
          await cardOf(page, name)
            .getByText(/^(Fresh|Replace soon|Replace now)$/)
            .count(),
        ).toBe(1);
      expect(await main.getByRole('button', { name: /Replace|leaked|Renew|Change/ }).count()).toBe(0);
      await photograph(page, 'keys-viewer');
    });

    it('the token of the same Telegram bot is replaced without a restart, and no message is lost', async () => {
      const { page } = world.mira;
      const sandbox = await sandboxOf();
      await visit(page, ofClerk());
      await page.getByRole('button', { name: 'Replace the token' }).click();
      const field = page.getByLabel('New Telegram token');
      await field.fill('not a token');
      await page.getByRole('button', { name: 'Replace the token' }).click();
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.inputValue()).toBe('not a token');
      await field.fill(TOKEN);
      await page.getByText('The bot has this token already').waitFor();

      const fresh = world.stack.telegram.renewToken(TOKEN);
      const before = world.stack.telegram.sentTo(BEN.id).length;
      world.stack.telegram.say({ from: BEN, text: 'Do you still hear me?', to: BOT.id });
      await field.fill(fresh);
      await page.getByText('the same Telegram bot').waitFor();
      await page.getByText('It goes on without a restart').waitFor();
      await expectAccessible(page, 'new token');
      await photograph(page, 'keys-token-checked');
      await page.getByRole('button', { name: 'Replace the token' }).click();
      await page.getByText(/The old token .* no longer works/).waitFor();
      await photograph(page, 'keys-token-replaced');
      await page.getByRole('button', { name: 'Done' }).click();
      await expect
        .poll(() => world.stack.telegram.sentTo(BEN.id).length, { timeout: 120_000, interval: 500 })
        .toBeGreaterThan(before);
      expect(world.stack.telegram.requests().at(-1)?.token).toBe(fresh);
      expect(await sandboxOf()).toBe(sandbox);
      await waitForState(page, 'Working');
    });

    it('a doubted key is marked on the tab, on the bot’s card and in the settings', async () => {
      const { page } = world.mira;
      await visit(page, ofClerk());
      await page.getByRole('button', { name: 'I think it leaked: AI key' }).click();
      await expectAccessible(page, 'leaked key');
      await photograph(page, 'keys-leak');
      await page.getByRole('button', { name: 'Not sure? Only remind us' }).click();
      await cardOf(page, 'AI provider').getByText('Somebody said that it may have leaked.').waitFor();
      await visit(page, `${world.organisationUrl}/bots`);
      await page.getByRole('article').filter({ hasText: 'Counter Clerk' }).getByText('Replace key').waitFor();
      await photograph(page, 'bots-replace-key');
      await visit(page, `${world.organisationUrl}/settings`);
      await page.getByRole('link', { name: 'Open the keys of Counter Clerk' }).click();
      await page.waitForURL(ofClerk());
    });

    it('a leaked key is stopped by one click, refused for ever, and the bot answers again with another one', async () => {
      const { page } = world.mira;
      const sandbox = await sandboxOf();
      await visit(page, ofClerk());
      await page.getByRole('button', { name: 'I think it leaked: AI key' }).click();
      await page.getByRole('button', { name: 'Stop it now' }).click();
      await page.getByText('Stopped. Nothing here uses it any more.').waitFor();
      const asked = world.stack.openai.requests().length;
      await expectAccessible(page, 'stopped key');
      await photograph(page, 'keys-stopped-dialog');
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await cardOf(page, 'AI provider').getByText('Stopped', { exact: true }).waitFor();
      await waitForState(page, 'Needs you');
      await photograph(page, 'keys-stopped');
      await visit(page, `${world.organisationUrl}/bots`);
      await page.getByRole('article').filter({ hasText: 'Counter Clerk' }).getByText('Key stopped').waitFor();

      await visit(page, ofClerk());
      await page.getByRole('button', { name: 'Replace the key' }).click();
      await page.getByLabel('New key').fill(OPENAI_KEY);
      await page.getByRole('button', { name: 'Replace the key' }).click();
      await page.getByText('This key was stopped here').waitFor();
      expect(await page.getByLabel('New key').inputValue()).toBe(OPENAI_KEY);
      world.stack.openai.addKey(FRESH_KEY);
      await page.getByLabel('New key').fill(FRESH_KEY);
      await page.getByRole('button', { name: 'Replace the key' }).click();
      await page.getByText('OpenAI answered with the new key').waitFor();
      await page.getByText(/Now delete the old key/).waitFor();
      await expectAccessible(page, 'replaced key');
      await photograph(page, 'keys-key-replaced');
      await page.getByRole('button', { name: 'Done' }).click();
      await waitForState(page, 'Working');
      await benIsAnswered('And with the new key?');
      // The one question under the stopped key was the try of pasting it again.
      const answered = world.stack.openai.requests().slice(asked);
      expect(answered.at(-1)?.key).toBe(FRESH_KEY);
      expect(answered.filter(({ key }) => key === OPENAI_KEY).length).toBeLessThanOrEqual(1);
      expect(await sandboxOf()).toBe(sandbox);
    });

    it('inner tokens are renewed with a new sandbox, which answers', async () => {
      const { page } = world.mira;
      const sandbox = await sandboxOf();
      await visit(page, ofClerk());
      await page.getByRole('button', { name: 'Renew', exact: true }).click();
      await expectAccessible(page, 'renew');
      await photograph(page, 'keys-renew');
      await page.getByRole('dialog').getByRole('button', { name: 'Renew', exact: true }).click();
      await page.getByText('Being renewed').waitFor();
      await photograph(page, 'keys-renewing');
      await page.getByText('Being renewed').waitFor({ state: 'detached', timeout: 150_000 });
      await waitForState(page, 'Working');
      expect(await sandboxOf()).not.toBe(sandbox);
      await benIsAnswered('Are you back?');
    });
  });
}
