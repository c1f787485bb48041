import type { Page } from 'playwright-core';
import { visit } from './visit.ts';

const REFUSALS = ['Your role does not allow this', 'There is nothing here', 'This page could not be shown'];

/**
 * Opens every page of the organisation that a link on one of them leads to, beginning with its bots, and gives by path
 * whether it opens, or the heading that it shows instead. Links with another query lead to the same page.
 */
export async function followLinks(page: Page, organisationUrl: string): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const waiting = [`${organisationUrl}/bots`];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { pathname } = new URL(next);
    if (seen.has(pathname)) continue;
    await visit(page, next);
    // A page with grey blocks has answered 200 before it knows what it shows.
    await page.waitForFunction(() => {
      const main = document.querySelector('main');
      return main?.querySelector('h1') && !/^Loading$/m.test(main.innerText);
    });
    const headings = await page.getByRole('main').getByRole('heading', { level: 1 }).allInnerTexts();
    seen.set(pathname, headings.find((heading) => REFUSALS.includes(heading)) ?? 'opens');
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    waiting.push(...links.filter((link) => link === organisationUrl || link.startsWith(`${organisationUrl}/`)));
  }
  return seen;
}
