import type { Page } from 'playwright-core';

/**
 * Opens every page of the organisation that a link on one of them leads to, beginning with its bots, and gives the
 * status of each by its path. Links with another query lead to the same page.
 */
export async function followLinks(page: Page, organisationUrl: string): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const waiting = [`${organisationUrl}/bots`];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { pathname } = new URL(next);
    if (seen.has(pathname)) continue;
    const response = await page.goto(next);
    seen.set(pathname, response?.status() ?? 0);
    await page.getByRole('main').waitFor();
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    waiting.push(...links.filter((link) => link === organisationUrl || link.startsWith(`${organisationUrl}/`)));
  }
  return seen;
}
