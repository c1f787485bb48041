import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photograph } from '../harness/browser.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';

/** The sentence of each row is a button. */
const rows = (page: Page) => page.locator('tr[data-event]');
const filter = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
/** A text that stands nowhere else: reading the log with it is an event that names it. */
const word = () => `word${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Reading the log, by somebody who may do everything (Mira) and somebody who may only look (Jo). */
export function auditPage(world: World): void {
  const url = () => `${world.organisationUrl}/audit`;
  const look = async (search: string) => {
    const other = await world.mira.context.newPage();
    await visit(other, `${url()}?search=${encodeURIComponent(search)}`);
    await other.close();
  };

  describe('the page of the audit log', () => {
    it('filters by what happened, keeps the choice in the address, and takes it back', async () => {
      const { page } = world.mira;
      await visit(page, url());
      await filter(page, 'Action').selectOption({ label: 'Bot deployed' });
      await page.waitForURL(/action=bot\.deployed/);
      await expect.poll(async () => new Set(await rows(page).allInnerTexts()).size).toBeGreaterThan(0);
      for (const text of await rows(page).allInnerTexts()) expect(text).toContain('Deployed');
      await page.reload();
      expect(await filter(page, 'Action').inputValue()).toBe('bot.deployed');
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await page.waitForURL((now) => now.search === '');
      expect(await filter(page, 'Action').inputValue()).toBe('');
    });

    it('finds words as they are written, with markup and SQL in them too, and says when there are none', async () => {
      const { page } = world.mira;
      await visit(page, url());
      const wanted = `<b>"50%_'; drop table</b>${word()}`;
      const box = page.getByRole('searchbox', { name: 'Search the audit log' });
      await box.fill(wanted);
      await box.press('Enter');
      await page.waitForURL(/search=/);
      await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
      await page.reload();
      // That somebody looked for it is in the log now, as plain text.
      await expect.poll(() => rows(page).count()).toBe(1);
      expect(await rows(page).first().innerText()).toContain(wanted);
      expect(await box.inputValue()).toBe(wanted);
      await photograph(page, 'audit-search');
    });

    it('says what is wrong with a filter that somebody wrote into the address by hand', async () => {
      const { page } = world.mira;
      for (const [query, text] of [
        ['action=nothing', 'choose an action'],
        ['bot=1', 'choose a bot'],
        ['from=yesterday', 'time with its zone'],
        ['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'later than the beginning'],
        [`search=${'x'.repeat(300)}`, '200 characters'],
      ] as const) {
        const response = await page.goto(`${url()}?${query}`);
        expect(response?.status()).toBe(200);
        await page.getByRole('main').getByText(text).waitFor();
        expect(await rows(page).count()).toBe(0);
      }
    });

    it('shows the time that was chosen, in the reader’s own zone', async () => {
      const { page } = world.mira;
      await visit(page, url());
      await filter(page, 'Time').selectOption({ label: 'Last 24 hours' });
      await page.waitForURL(/range=24h/);
      await rows(page).first().waitFor();
      await filter(page, 'Time').selectOption({ label: 'Exact dates' });
      await page.getByLabel('From', { exact: true }).fill('2030-01-01T10:00');
      await page.getByLabel('Until', { exact: true }).fill('2029-01-01T10:00');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByText('later than the beginning').waitFor();
      await page.getByLabel('Until', { exact: true }).fill('');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.waitForURL(/from=/);
      await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
      const there = await page.evaluate(() => new Date('2030-01-01T10:00').toISOString());
      expect(new URL(page.url()).searchParams.get('from')).toBe(there);
      await expectAccessible(page);
      await photograph(page, 'audit-dates');
    });

    it('opens the full record by keyboard, with every field, what changed and its hash', async () => {
      const { page, context } = world.mira;
      await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined);
      await visit(page, `${url()}?action=bot.deployed`);
      const first = rows(page).first().getByRole('button');
      await first.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Full record' });
      await dialog.getByText('The hash fits the record').waitFor();
      const text = await dialog.innerText();
      for (const field of ['timestamp', 'level', 'event', 'agent_id', 'tool', 'path', 'user', 'ip', 'request_id'])
        expect(text.split('\n').map((line) => line.trim())).toContain(field);
      for (const field of ['organisation', 'sequence', 'previous_hash', 'hash', 'user_agent'])
        expect(text).toContain(field);
      await dialog.getByRole('table', { name: 'What changed' }).waitFor();
      await photograph(page, 'audit-record');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(await first.evaluate((button) => button === document.activeElement)).toBe(true);
      await first.press('Enter');
      await dialog.getByRole('link', { name: 'Everything of the same request' }).click();
      await page.waitForURL(/search=[0-9a-f-]{36}/);
      await rows(page).first().waitFor();
    });

    it('shows new events as they come, and lets them wait while the reader points at the list', async () => {
      const { page } = world.mira;
      await visit(page, url());
      const live = page.getByRole('switch', { name: 'Show new events as they come' });
      await page.mouse.move(5, 5);
      await live.check();
      const [one, two] = [word(), word()];
      await look(one);
      await page.getByText(one).waitFor();
      expect(await rows(page).first().innerText()).toContain(one);
      await page.getByRole('status').filter({ hasText: 'new event' }).waitFor({ state: 'attached' });
      await rows(page).first().hover();
      await look(two);
      const waiting = page.getByRole('button', { name: 'Show 1 new event' });
      await waiting.waitFor();
      expect(await page.getByText(two).count()).toBe(0);
      await expectAccessible(page);
      await photograph(page, 'audit-live');
      await waiting.click();
      await page.getByText(two).waitFor();
      expect(await waiting.count()).toBe(0);
    });

    it('goes back page by page, each event once', async () => {
      const { page } = world.mira;
      await visit(page, url());
      await rows(page).first().waitFor();
      const older = page.getByRole('button', { name: 'Show older' });
      while ((await older.count()) > 0) {
        const before = await rows(page).count();
        await older.click();
        await expect.poll(() => rows(page).count()).toBeGreaterThan(before);
      }
      const ids = await rows(page).evaluateAll((all) =>
        all.map((row) => Number((row as HTMLElement).dataset['event'])),
      );
      expect(new Set(ids).size).toBe(ids.length);
      // Sequence numbers have no gaps, so that the last row is the organisation's first event.
      expect(ids.at(-1)).toBe(1);
      expect(ids).toEqual([...ids].sort((a, b) => b - a));
      await page.getByText(`That is all: ${ids.length} events.`).waitFor();
    });

    it('offers the export of what is shown to who may export, and to nobody else', async () => {
      await visit(world.mira.page, `${url()}?result=done&search=bread%26jam`);
      const links = world.mira.page.getByRole('group', { name: 'Export what is shown' }).getByRole('link');
      await links.first().waitFor();
      expect(await links.allInnerTexts()).toEqual(['CSV', 'NDJSON']);
      const address = new URL((await links.last().getAttribute('href')) ?? '', world.mira.page.url());
      expect(address.pathname).toBe(`/api${new URL(url()).pathname}/export`);
      expect(Object.fromEntries(address.searchParams)).toEqual({
        result: 'done',
        search: 'bread&jam',
        format: 'ndjson',
      });
      await visit(world.jo.page, url());
      await rows(world.jo.page).first().waitFor();
      expect(await world.jo.page.getByRole('link', { name: 'CSV' }).count()).toBe(0);
    });
  });
}
