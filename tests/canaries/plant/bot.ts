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
  await page.getByRole('link', { name: 'New bot' }).first().click();
  await pasteInto(scene, page, 'Name', flock.openaiKey('key in a name'));
  await pasteInto(
    scene,
    page,
    'How it should behave',
    `Ask with ${flock.anthropicKey('key in the personality')} first.`,
  );
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

  const token = () => flock.telegramToken('new Telegram token', TELEGRAM_BOT.id);
  await replace(page, 'Replace the token', 'New Telegram token', {
    wrong: flock.telegramToken('new Telegram token, refused', TELEGRAM_BOT.id),
    refusal: /Telegram refused this token/,
    right: () => renewed(scene, token()),
  });
  await lookAt(scene, page, 'token replaced', { after: true });
  await replace(page, 'Replace the key', 'New key', {
    wrong: flock.openaiKey('new provider key, refused'),
    refusal: /refused this key/,
    right: () => {
      const key = flock.openaiKey('new provider key');
      world.stack.openai.addKey(key);
      return key;
    },
  });
  await lookAt(scene, page, 'key replaced', { after: true });
}

type Replacement = { wrong: string; refusal: RegExp; right: () => string };

async function replace(page: Page, what: string, label: string, { wrong, refusal, right }: Replacement): Promise<void> {
  await page.getByRole('button', { name: what }).click();
  const form = page.getByRole('form', { name: what });
  await form.getByLabel(label).fill(wrong);
  await form.getByRole('button', { name: what }).click();
  await form.getByText(refusal).waitFor();
  await form.getByLabel(label).fill(right());
  await form.getByRole('button', { name: what }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
}

/** BotFather gives the same bot a new token. */
function renewed({ world }: Scene, token: string): string {
  world.stack.telegram.addBot({ token, ...TELEGRAM_BOT });
  return token;
}

async function typeSecret(page: Page, label: string | RegExp, secret: string): Promise<void> {
  await page.getByLabel(label).fill(secret);
  await page.getByLabel(label).blur();
}

/** A key in a text: it is caught at once, and the step is not left with it. */
async function pasteInto(scene: Scene, page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByText(/^This is an? (OpenAI|Anthropic) key\./).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('There is a key in this text. Take it out first.').waitFor();
  await lookAt(scene, page, `a key stands in “${label}”`);
  await page.getByRole('button', { name: 'Take it out' }).click();
  await page.getByRole('button', { name: 'Take it out' }).waitFor({ state: 'detached' });
}
