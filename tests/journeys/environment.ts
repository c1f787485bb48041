import { randomBytes } from 'node:crypto';
import type { Page, Response } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserStorage, shownPage } from '../canaries/places/browser.ts';
import { expectAccessible } from '../harness/accessible.ts';
import { photograph } from '../harness/browser.ts';
import { paste } from '../harness/paste.ts';
import { runInside } from '../harness/sandbox.ts';
import { OPENAI_KEY } from '../harness/stack.ts';
import { visit } from '../harness/visit.ts';
import { TOKEN } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { waitForState } from './wizard.ts';

const random = () => randomBytes(18).toString('base64url');
const FIRST = `first-${random()}`;
const SECRET = `second-${random()}`;
const MULTI = `top-${random()}\nbottom-${random()}`;
const CITY = `Bremen ${random()}`;
const FILE = `# the shop\nSHOP_CODE=${FIRST}\nSHOP_CITY="${CITY}"\nMY_AI=${OPENAI_KEY}\nexport SHOP_CODE=${SECRET}\n`;

/** Inside the sandbox: the values of variables in the environment of whichever process has them. */
const READ_ENVIRONMENT = `
const fs = require('node:fs'); const names = JSON.parse(process.argv[1]); const found = {};
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
  let entries; try { entries = fs.readFileSync('/proc/' + pid + '/environ', 'utf8').split('\\0'); } catch { continue; }
  for (const name of names) for (const entry of entries) if (entry.startsWith(name + '=')) found[name] = entry.slice(name.length + 1);
}
process.stdout.write(JSON.stringify(found));
`;

async function environmentOf(botId: string, names: readonly string[]): Promise<unknown> {
  return JSON.parse(await runInside(botId, READ_ENVIRONMENT, [JSON.stringify(names)]));
}

/** Variables of a bot, from a pasted file to OpenClaw, and keys that are pasted where they do not belong. Needs the clerk, running. */
export function environment(world: World): void {
  describe('a bot’s environment', () => {
    const answers: Promise<string>[] = [];
    // A stream does not end by itself; the search for canaries hears those.
    const listen = (response: Response) => {
      if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
      const text = response.text().catch(() => '');
      answers.push(text.then((body) => `${response.url()}\n${body}`));
    };
    const card = (page: Page) => page.getByRole('region', { name: 'Environment', exact: true });

    it('a pasted file is looked over before anything is sent, and never stands on the screen', async () => {
      const { page } = world.mira;
      await visit(page, `${world.home(world.clerkId)}/keys`);
      page.on('response', listen);
      await card(page).getByRole('button', { name: 'Paste a .env file' }).click();
      await paste(page.getByLabel('Paste here'), FILE);
      await page.getByText('4 variables found').waitFor();
      for (const text of [SECRET, FIRST, CITY, OPENAI_KEY])
        expect((await shownPage(page, 'preview')).bytes.toString()).not.toContain(text);
      // What stands twice waits for a choice; what belongs elsewhere cannot be taken.
      expect(await page.getByRole('button', { name: /^Keep \d+ in the draft/ }).textContent()).toContain('Keep 1');
      expect(await page.getByRole('checkbox', { name: 'Take MY_AI from line 4' }).isDisabled()).toBe(true);
      await page.getByRole('checkbox', { name: 'Take SHOP_CODE from line 2' }).check();
      await page.getByRole('checkbox', { name: 'Take SHOP_CODE from line 5' }).check();
      expect(await page.getByRole('checkbox', { name: 'Take SHOP_CODE from line 2' }).isChecked()).toBe(false);
      await page.getByLabel('Kind of SHOP_CITY').selectOption('Plain');
      await expectAccessible(page, 'preview of a .env file');
      await photograph(page, 'environment-preview');
      await page.getByRole('button', { name: 'Move it to the AI key' }).click();
      await page.getByText('It was taken out of a text').waitFor();
      expect(await page.getByLabel('New key').inputValue()).toBe(OPENAI_KEY);
      await page.getByRole('form', { name: 'Replace the key' }).getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Keep 2 in the draft' }).click();
      await page.getByText('The clipboard still holds').waitFor();
      await expectAccessible(page, 'draft of the environment');
      await photograph(page, 'environment-draft');
    });

    it('one more is typed; a draft reaches nobody, is undone line by line, and its values are hidden', async () => {
      const { page } = world.mira;
      const form = page.getByRole('form', { name: 'A new variable' });
      await card(page).getByRole('button', { name: 'Add a variable' }).click();
      await form.getByLabel('Variable name').fill('PATH');
      await form.getByRole('button', { name: 'Keep in the draft' }).click();
      await form.getByText('would change how OpenClaw itself runs').waitFor();
      await form.getByLabel('Variable name').fill('SHOP_NOTE');
      await paste(form.getByLabel('Value', { exact: true }), MULTI);
      await form.getByRole('button', { name: 'Empty the field' }).waitFor();
      await form.getByRole('button', { name: 'Keep in the draft' }).click();
      await form.waitFor({ state: 'detached' });
      await card(page).getByRole('button', { name: 'Add a variable' }).click();
      await form.getByLabel('Variable name').fill('SHOP_MISTAKE');
      await form.getByLabel('Value', { exact: true }).fill('soon gone');
      await form.getByRole('button', { name: 'Keep in the draft' }).click();
      await page.getByRole('button', { name: 'Undo the change of SHOP_MISTAKE' }).click();
      await expect.poll(() => card(page).getByText('SHOP_MISTAKE').count()).toBe(0);
      expect(await card(page).getByText(CITY).count()).toBe(0);
      await card(page).getByRole('button', { name: 'Show the value of SHOP_CITY' }).click();
      await card(page).getByText(CITY).waitFor();
      expect(await environmentOf(world.clerkId, ['SHOP_CODE', 'SHOP_CITY', 'SHOP_NOTE'])).toEqual({});
    });

    it('putting it into force says what happens, restarts OpenClaw with it, and shows when it is done', async () => {
      const { page } = world.mira;
      await page.getByRole('button', { name: 'Put into force' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('The bot restarts, about 20 seconds. Messages wait at Telegram.').waitFor();
      await expectAccessible(page, 'putting the environment into force');
      await photograph(page, 'environment-apply');
      await dialog.getByRole('button', { name: 'Put into force' }).click();
      await page.getByText('The bot restarts with them').waitFor();
      await page.getByText('It runs with the new values, done').waitFor({ timeout: 120_000 });
      await photograph(page, 'environment-running');
      await waitForState(page, 'Working');
      const wanted = { SHOP_CODE: SECRET, SHOP_CITY: CITY, SHOP_NOTE: MULTI };
      await expect
        .poll(() => environmentOf(world.clerkId, Object.keys(wanted)), { timeout: 60_000, interval: 1_000 })
        .toEqual(wanted);
    });

    it('a secret is nowhere afterwards: not in the page, its storage or any answer', async () => {
      const { page } = world.mira;
      await visit(page, `${world.home(world.clerkId)}/keys`);
      await card(page).getByText('SHOP_CODE').waitFor();
      await visit(page, `${world.home(world.clerkId)}/history`);
      await page
        .getByText(/SHOP_CODE/)
        .first()
        .waitFor();
      page.off('response', listen);
      const texts = [...(await Promise.all(answers)), await page.content()];
      const stored = [...(await browserStorage(page, 'afterwards')), await shownPage(page, 'afterwards')];
      texts.push(...stored.map(({ bytes }) => bytes.toString()));
      expect(texts.filter((text) => text.includes('SHOP_CODE')).length).toBeGreaterThan(1);
      for (const value of [SECRET, FIRST, OPENAI_KEY, ...MULTI.split('\n')])
        expect(texts.filter((text) => text.includes(value))).toEqual([]);
    });

    it('a key in the personality is caught at once, and moves masked to its field', async () => {
      const { page } = world.mira;
      await visit(page, `${world.home(world.clerkId)}/personality`);
      const facts = page.getByLabel('What it should know');
      const before = await facts.inputValue();
      await facts.fill(`${before}\nOur token is `);
      await facts.press('End');
      await paste(facts, TOKEN);
      await page.getByText('This is a Telegram bot token.').waitFor();
      await expectAccessible(page, 'a key in the personality');
      await photograph(page, 'paste-guard');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('There is a key in this text').waitFor();
      await page.getByRole('button', { name: 'Move it to Keys' }).click();
      await page.getByText('It has been seen on this screen').waitFor();
      expect(await facts.inputValue()).not.toContain(TOKEN);
      await facts.fill(before);
      await page.getByRole('button', { name: 'Save' }).click();
      await page
        .getByText(/^Saved\./)
        .first()
        .waitFor();
      await page.getByRole('link', { name: 'Open Keys' }).click();
      await page.getByLabel('New Telegram token').waitFor();
      await expect.poll(() => page.getByLabel('New Telegram token').inputValue()).toBe(TOKEN);
      expect(await page.content()).not.toContain(TOKEN);
      await page.getByRole('form', { name: 'Replace the token' }).getByRole('button', { name: 'Cancel' }).click();
      expect(world.mira.complaints).toEqual([]);
    });
  });
}
