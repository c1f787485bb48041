import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';

const STEP_MS = 30_000;

/** What an authenticator app shows, so many steps of 30 seconds from now. */
export function codeOf(key: string, stepsAhead = 0): string {
  const app = new TOTP({ secret: Secret.fromBase32(key), algorithm: 'SHA1', digits: 6, period: 30 });
  return app.generate({ timestamp: Date.now() + stepsAhead * STEP_MS });
}

/** Another one than the right ones of these minutes. */
export function wrongCode(key: string): string {
  const right = new Set([-2, -1, 0, 1, 2].map((steps) => codeOf(key, steps)));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.has(code)) ?? '666666';
}

/** From the page that asks for the password to the recovery codes, which stay on the screen. */
export async function scanKey(page: Page, password: string): Promise<string> {
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const shown = page.getByText('Or type this key into the app').locator('xpath=following-sibling::p[1]');
  return (await shown.innerText()).replace(/\s/g, '');
}

/** The recovery codes that the page shows now. */
export async function readRecoveryCodes(page: Page): Promise<string[]> {
  return page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
}

export async function confirmStored(page: Page): Promise<void> {
  await page.getByLabel('I have stored them').check();
  await page.getByRole('button', { name: 'Done' }).click();
}

export async function typePassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
