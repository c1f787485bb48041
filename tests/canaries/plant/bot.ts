import type { Page } from 'playwright-core';
import type { Person } from '../../harness/browser.ts';
import { visit } from '../../harness/visit.ts';
import { answerChannel, answerJob, deploy, waitForState } from '../../journeys/wizard.ts';
import { lookAt, type Scene } from '../scene.ts';

const TELEGRAM_BOT = {
  id: 8_100_000_000 + (Date.now() % 100_000_000),
  username: 'cannery_clerk_bot',
  name: 'Cannery Clerk',
};

/** A bot with a Telegram token and a provider key, each after a malformed and a refused one; both replaced while it runs. */
export async function plantBot(scene: Scene, { page }: Person): Promise<void> {
  const { flock, world } = scene;
  const { telegram, openai } = world.stack;
  await visit(page, `${scene.organisationUrl}/bots`);
  await answerJob(page, { name: 'Cannery Clerk' });
  await answerChannel(page, { kind: 'telegram', token: flock.plain('Telegram token, malformed', 45) });
  await page.getByText(/does not look like a Telegram token/).waitFor();
  const wrong = flock.telegramToken('Telegram token, refused', TELEGRAM_BOT.id);
  await typeSecret(page, 'Telegram token', wrong);
  await page.getByText(/Telegram refused this token/).waitFor();
  const token = flock.telegramToken('Telegram token', TELEGRAM_BOT.id);
  telegram.addBot({ token, ...TELEGRAM_BOT });
  await typeSecret(page, 'Telegram token', token);
  await page.getByText('Is this your bot? Cannery Clerk').waitFor();
  await lookAt(scene, page, 'a token is typed');
  await page.getByRole('button', { name: 'Continue' }).click();

  await page
    .getByRole('radio', { name: /OpenAI/ })
    .first()
    .click();
  await typeSecret(page, /OpenAI.* key/, flock.openaiKey('provider key, refused'));
  await page.getByText(/refused this key/).waitFor();
  const key = flock.openaiKey('provider key');
  openai.addKey(key);
  await typeSecret(page, /OpenAI.* key/, key);
  await page.getByText('The key works.').waitFor();
  await lookAt(scene, page, 'a key is typed');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Who may talk to it?' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Look it over, then deploy' }).waitFor();
  scene.botId = await deploy(page);
  await lookAt(scene, page, 'deployed', { after: true });
}

/** Waits until the bot works, and replaces both secrets; the ones from before must be nowhere, too. */
export async function replaceSecrets(scene: Scene, { page }: Person): Promise<void> {
  const { flock, world } = scene;
  await visit(page, `${scene.organisationUrl}/bots/${scene.botId}`);
  await waitForState(page, 'Working');
  await visit(page, `${scene.organisationUrl}/bots/${scene.botId}/keys`);

  await page.getByRole('button', { name: 'Replace the token' }).click();
  await page.getByLabel('New Telegram token').fill(flock.telegramToken('new Telegram token, refused', TELEGRAM_BOT.id));
  await page.getByRole('button', { name: 'Replace the token' }).click();
  await page.getByText(/Telegram refused this token/).waitFor();
  const token = flock.telegramToken('new Telegram token', TELEGRAM_BOT.id);
  world.stack.telegram.addBot({ token, ...TELEGRAM_BOT });
  await page.getByLabel('New Telegram token').fill(token);
  await page.getByRole('button', { name: 'Replace the token' }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  await lookAt(scene, page, 'token replaced', { after: true });

  await page.getByRole('button', { name: 'Replace the key' }).click();
  await page.getByLabel('New key').fill(flock.openaiKey('new provider key, refused'));
  await page.getByRole('button', { name: 'Replace the key' }).click();
  await page.getByText(/refused this key/).waitFor();
  const key = flock.openaiKey('new provider key');
  world.stack.openai.addKey(key);
  await page.getByLabel('New key').fill(key);
  await page.getByRole('button', { name: 'Replace the key' }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  await lookAt(scene, page, 'key replaced', { after: true });
}

async function typeSecret(page: Page, label: string | RegExp, secret: string): Promise<void> {
  await page.getByLabel(label).fill(secret);
  await page.getByLabel(label).blur();
}
