import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { photograph } from '../harness/browser.ts';
import { runInside } from '../harness/sandbox.ts';
import { TOKEN } from '../harness/world.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';

export function settingsAndLogs(world: World): void {
  describe('settings, logs and the audit log', () => {
    it('refuses a name of 10,000 characters and one with markup, and keeps what was typed', async () => {
      const { page } = world.mira;
      await visit(page, `${world.home(world.clerkId)}/personality`);
      for (const bad of ['x'.repeat(10_000), '<b>Clerk</b>']) {
        await page.getByLabel('Name', { exact: true }).fill(bad);
        await page.getByRole('button', { name: 'Save' }).click();
        await expect.poll(() => page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true');
        expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(bad);
      }
      await photograph(page, 'personality-bad-name');
    });

    it('tells the second of two tabs that somebody else has saved meanwhile', async () => {
      const first = world.mira.page;
      const second = await world.mira.context.newPage();
      await Promise.all([
        visit(first, `${world.home(world.clerkId)}/personality`),
        visit(second, `${world.home(world.clerkId)}/personality`),
      ]);
      await first.getByLabel('How it should behave').fill('Be brief. Say good morning.');
      await first.getByRole('button', { name: 'Save' }).click();
      await first
        .getByText(/^Saved\./)
        .first()
        .waitFor();
      await second.getByLabel('How it should behave').fill('Be long-winded.');
      await second.getByRole('button', { name: 'Save' }).click();
      await second.getByText(/Somebody else has saved/).waitFor();
      expect(await second.getByLabel('How it should behave').inputValue()).toBe('Be long-winded.');
      await second.close();
    });

    it('hands the changed text to the running bot without a new sandbox', async () => {
      const read =
        "process.stdout.write(require('node:child_process').execFileSync('/bin/sh', ['-c', 'cat /state/workspace/*.md']).toString())";
      await expect
        .poll(() => runInside(world.clerkId, read), { timeout: 60_000, interval: 1_000 })
        .toContain('Say good morning.');
    });

    it('shows live, redacted log lines', async () => {
      const { page } = world.mira;
      await visit(page, `${world.home(world.clerkId)}/logs`);
      await page
        .getByText(/gateway|telegram/i)
        .nth(3)
        .waitFor();
      await photograph(page, 'logs');
      const text = (await page.getByRole('main').textContent()) ?? '';
      expect(text).not.toMatch(/\d{8,12}:[A-Za-z0-9_-]{35}/);
    });

    it('tells who did what', async () => {
      const { page } = world.mira;
      await visit(page, `${world.organisationUrl}/audit`);
      await page
        .getByText(/Allowed/)
        .first()
        .waitFor();
      const text = (await page.getByRole('main').textContent()) ?? '';
      for (const part of ['Counter Clerk', 'Ben', 'Mira']) expect(text).toContain(part);
      expect(text).not.toContain(TOKEN);
      await photograph(page, 'audit');
    });

    it('has no accessibility violations on its main screens, in both themes', async () => {
      const { page } = world.mira;
      for (const path of [
        'bots',
        `bots/${world.clerkId}`,
        `bots/${world.clerkId}/people`,
        `bots/${world.clerkId}/keys`,
        `bots/${world.clerkId}/safety`,
        'bots/new',
        'team',
        'audit',
        'settings',
      ]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await visit(page, `${world.organisationUrl}/${path}`);
          await page.getByRole('main').waitFor();
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
            .analyze();
          expect({
            path,
            colorScheme,
            violations: violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
          }).toEqual({ path, colorScheme, violations: [] });
        }
        await photograph(page, `screen-${path.replaceAll('/', '-').replace(world.clerkId, 'bot')}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    });
  });
}
