import { visit } from '../harness/visit.ts';
import type { Page } from 'playwright-core';

export type Answers = {
  name: string;
  about?: string;
  instructions?: string;
  channel: { kind: 'web' } | { kind: 'telegram'; token: string };
  provider: { label: string; key?: string };
};

const next = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

export async function signUp(
  page: Page,
  url: string,
  who: { name: string; email: string; password: string; organisation: string },
) {
  await visit(page, `${url}/sign-up`);
  await page.getByLabel('Your name').fill(who.name);
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password').fill(who.password);
  await page.getByLabel('Organisation name').fill(who.organisation);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/o\/[^/]+/);
}

/** Opens the wizard and answers the job step; stays on the channel step. */
export async function answerJob(page: Page, answers: Pick<Answers, 'name' | 'about' | 'instructions'>) {
  await page.getByRole('link', { name: 'New bot' }).first().click();
  await page.getByRole('radio', { name: /Answers customers/ }).click();
  await page.getByLabel('Name', { exact: true }).fill(answers.name);
  if (answers.instructions !== undefined) await page.getByLabel('How it should behave').fill(answers.instructions);
  if (answers.about !== undefined) await page.getByLabel(/What it should know/).fill(answers.about);
  await next(page);
}

export async function answerChannel(page: Page, channel: Answers['channel']) {
  if (channel.kind === 'web') {
    await page.getByRole('radio', { name: /Web chat only/ }).click();
  } else {
    await page.getByRole('radio', { name: /^Telegram/ }).click();
    await page.getByLabel('Telegram token').fill(channel.token);
    await page.getByLabel('Telegram token').blur();
  }
}

export async function answerProvider(page: Page, provider: Answers['provider']) {
  await page
    .getByRole('radio', { name: new RegExp(provider.label) })
    .first()
    .click();
  if (provider.key !== undefined) {
    await page.getByLabel(new RegExp(`${provider.label}.* key`)).fill(provider.key);
    await page.getByLabel(new RegExp(`${provider.label}.* key`)).blur();
    await page.getByText('The key works.').waitFor();
  }
}

/** Goes through New bot up to the review; the caller presses Deploy. */
export async function goToReview(page: Page, answers: Answers) {
  await answerJob(page, answers);
  await answerChannel(page, answers.channel);
  if (answers.channel.kind === 'telegram') await page.getByText('Is this your bot?').waitFor();
  await next(page);
  await answerProvider(page, answers.provider);
  await next(page);
  await page.getByRole('heading', { name: 'Who may talk to it?' }).waitFor();
  await next(page);
  await page.getByRole('heading', { name: 'Look it over, then deploy' }).waitFor();
}

/** Presses Deploy and gives the new bot's id, from its page's address. */
export async function deploy(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Deploy' }).click();
  await page.waitForURL(/\/bots\/[0-9a-f]{8}-[0-9a-f-]{27}/);
  return /\/bots\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

/** Waits for the state word in the page's head. */
export async function waitForState(
  page: Page,
  state: 'Working' | 'Needs you' | 'Paused' | 'Broken',
  timeout = 150_000,
) {
  await page.getByRole('main').getByText(state, { exact: true }).first().waitFor({ timeout });
}
