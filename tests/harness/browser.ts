import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { REPO } from './stack.ts';

export const SCREENSHOTS = join(REPO, 'test-results', 'screens');

/** Debian's Chromium; Playwright's own download cannot be reached everywhere. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Person = { context: BrowserContext; page: Page; complaints: string[] };

/**
 * A browser profile of its own, behind a proxy if one is named. Collects what the page complains of: page errors and
 * refused content.
 */
export async function newPerson(browser: Browser, { proxy }: { proxy?: string } = {}): Promise<Person> {
  const context = await browser.newContext({
    // Chromium goes past any proxy to this machine itself, unless told otherwise.
    ...(proxy === undefined ? {} : { proxy: { server: proxy, bypass: '<-loopback>' } }),
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Hydration/i.test(message.text()))
      complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** The screen in both themes and at 360 px, for somebody to look at. */
export async function photograph(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const shots = [
    { suffix: 'light', colorScheme: 'light', width: 1280 },
    { suffix: 'dark', colorScheme: 'dark', width: 1280 },
    { suffix: 'phone', colorScheme: 'light', width: 360 },
  ] as const;
  for (const { suffix, colorScheme, width } of shots) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${suffix}.png`), fullPage: width === 360 });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}
