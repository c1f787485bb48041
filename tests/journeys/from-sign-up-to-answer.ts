import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photograph, SCREENSHOTS } from '../harness/browser.ts';
import { OPENAI_KEY, REPO } from '../harness/stack.ts';
import { BEN, BOT, emailOf, PASSWORD, TOKEN } from '../harness/world.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';
import { answerChannel, answerJob, answerProvider, deploy, goToReview, signUp, waitForState } from './wizard.ts';

export function fromSignUpToAnswer(world: World): void {
  describe('from sign-up to the answered message', () => {
    it('signs up, names the organisation, and sees how to begin', async () => {
      const { page } = world.mira;
      await visit(page, `${world.stack.url}/sign-up`);
      await photograph(page, 'sign-up');
      await signUp(page, world.stack.url, {
        name: 'Mira',
        email: emailOf('mira'),
        password: PASSWORD,
        organisation: 'Harbour Bakery',
      });
      world.organisationUrl = /^(.*\/o\/[^/]+)/.exec(page.url())?.[1] ?? '';
      await page.getByText('Your first bot is four questions away').waitFor();
      await photograph(page, 'bots-empty');
    });

    it('deploys the demo bot on web chat with no token and no key, and it answers', async () => {
      const { page } = world.mira;
      await goToReview(page, { name: 'Night Demo', channel: { kind: 'web' }, provider: { label: 'Demo model' } });
      world.demoId = await deploy(page);
      await page.getByText('Starting Night Demo').first().waitFor();
      await photograph(page, 'deploying');
      await waitForState(page, 'Working');
      await page.getByLabel('Message').fill('Does the whole way work?');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page
        .getByText(/You asked|You wrote|I heard/i)
        .first()
        .waitFor({ timeout: 90_000 });
      await photograph(page, 'demo-chat');
    });

    it('refuses tokens that are malformed, unknown or revoked, at the field, and leaves nothing behind', async () => {
      const { page } = world.mira;
      await visit(page, `${world.organisationUrl}/bots`);
      await answerJob(page, { name: 'Counter Clerk', about: 'Open on Sunday from 8 to 13.' });
      await answerChannel(page, { kind: 'telegram', token: 'not a token' });
      await page.getByText(/does not look like a Telegram token/).waitFor();
      await page.getByLabel('Telegram token').fill(`${BOT.id}:${'z'.repeat(35)}`);
      await page.getByLabel('Telegram token').blur();
      await page.getByText(/Telegram refused this token/).waitFor();
      await photograph(page, 'wizard-token-refused');
      await page.getByLabel('Telegram token').fill(TOKEN);
      await page.getByLabel('Telegram token').blur();
      await page.getByText('Is this your bot? Counter Clerk').waitFor();
      await photograph(page, 'wizard-token');
    });

    it('refuses a wrong provider key and one that times out, then takes the right one', async () => {
      const { page } = world.mira;
      await page.getByRole('button', { name: 'Continue' }).click();
      await page
        .getByRole('radio', { name: /OpenAI/ })
        .first()
        .click();
      const key = page.getByLabel(/OpenAI.* key/);
      await key.fill('sk-proj-thisIsTheWrongKeyButItHasTheRightShape0123456789');
      await key.blur();
      await page.getByText(/refused this key/).waitFor();
      world.stack.openai.timeOut();
      await key.fill(OPENAI_KEY);
      await key.blur();
      await page.getByText(/did not answer/i).waitFor({ timeout: 40_000 });
      world.stack.openai.answerNormally();
      await answerProvider(page, { label: 'OpenAI', key: OPENAI_KEY });
      await photograph(page, 'wizard-provider');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Who may talk to it?' }).waitFor();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'Look it over, then deploy' }).waitFor();
      await photograph(page, 'wizard-review');
    });

    it('deploys once although Deploy is double-clicked, and shows every stage as it comes', async () => {
      const { page } = world.mira;
      await page.getByRole('button', { name: 'Deploy' }).dblclick();
      await page.waitForURL(/\/bots\/[0-9a-f]{8}-[0-9a-f-]{27}/);
      world.clerkId = /\/bots\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
      await waitForState(page, 'Working');
      await visit(page, `${world.organisationUrl}/bots`);
      await expect.poll(() => page.getByRole('link', { name: /Counter Clerk/ }).count()).toBe(1);
      await photograph(page, 'bots');
    });

    it('lets Ben talk after “Allow this person”, and answers with the model’s words', async () => {
      const { page } = world.mira;
      await visit(page, world.home(world.clerkId));
      world.stack.telegram.say({ from: BEN, text: 'Hello?', to: BOT.id });
      const asked = await world.stack.telegram.waitForMessage((one) => one.chatId === BEN.id, 60_000);
      expect(asked.text).not.toMatch(/openclaw|pairing/i);
      await page.getByText(/Ben.* wants to talk to your bot/).waitFor({ timeout: 30_000 });
      await photograph(page, 'bot-person-waiting');
      await page.getByRole('button', { name: 'Allow this person' }).click();
      await page.getByText(/Ben.* wants to talk to your bot/).waitFor({ state: 'detached' });
      await expect
        .poll(
          async () => {
            await visit(page, `${world.home(world.clerkId)}/people`);
            return page.getByText('Allowed', { exact: true }).count();
          },
          { timeout: 20_000, interval: 1_000 },
        )
        .toBe(1);
      await expect.poll(async () => page.getByText('being told to the bot').count(), { timeout: 20_000 }).toBe(0);
      world.stack.telegram.say({ from: BEN, text: 'Are you open on Sunday?', to: BOT.id });
      const answer = await world.stack.telegram.waitForMessage(
        (one) => one.chatId === BEN.id && one.text.includes('open from 8 to 13'),
        90_000,
      );
      expect(answer.text).toContain('open from 8 to 13');
      await visit(page, world.home(world.clerkId));
      await page
        .getByText(/last answered/i)
        .first()
        .waitFor();
      await photograph(page, 'bot');
      await mkdir(join(REPO, 'docs', 'screenshots'), { recursive: true });
      if (process.env['UPDATE_SCREENSHOT'] === '1')
        await copyFile(join(SCREENSHOTS, 'bot-light.png'), join(REPO, 'docs/screenshots/bot.png'));
    });

    it('refuses a token that a bot here already uses', async () => {
      const { page } = world.mira;
      await visit(page, `${world.organisationUrl}/bots`);
      await answerJob(page, { name: 'Copy' });
      await answerChannel(page, { kind: 'telegram', token: TOKEN });
      await page.getByText(/already used/).waitFor();
    });
  });
}
