import { describe, expect, it } from 'vitest';
import { newPerson, photograph } from '../harness/browser.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';
import { signUp } from './wizard.ts';

export function aViewer(world: World): void {
  let joAlone = '';

  describe('a colleague who may only look', () => {
    it('is invited as viewer, sees the bot and cannot change anything', async () => {
      await visit(world.mira.page, `${world.organisationUrl}/team`);
      await world.mira.page.getByRole('button', { name: 'Invite' }).click();
      await world.mira.page.getByLabel('E-mail').fill(emailOf('jo'));
      await world.mira.page.getByRole('radio', { name: /Viewer/ }).click();
      await world.mira.page.getByRole('button', { name: 'Create invitation link' }).click();
      const link = await world.mira.page.getByLabel('Invitation link').inputValue();
      await photograph(world.mira.page, 'team-invited');

      await signUp(world.jo.page, world.stack.url, {
        name: 'Jo',
        email: emailOf('jo'),
        password: PASSWORD,
        organisation: 'Jo alone',
      });
      joAlone = /^(.*\/o\/[^/]+)/.exec(world.jo.page.url())?.[1] ?? '';
      await visit(world.jo.page, link);
      await world.jo.page.getByRole('button', { name: 'Join the organisation' }).click();
      await world.jo.page.waitForURL(new RegExp(`${new URL(world.organisationUrl).pathname}(/|$)`));
      await visit(world.jo.page, world.home(world.clerkId));
      await world.jo.page.getByText('Working', { exact: true }).first().waitFor();
      await expect(
        world.jo.page
          .getByRole('button', { name: 'Stop', exact: true })
          .isEnabled({ timeout: 2_000 })
          .catch(() => false),
      ).resolves.toBe(false);
      await visit(world.jo.page, `${world.organisationUrl}/bots/new`);
      await expect(world.jo.page.getByRole('button', { name: 'Deploy' }).count()).resolves.toBe(0);
      await photograph(world.jo.page, 'viewer-new-bot');
    });

    it('sees another organisation’s bot as not found', async () => {
      const response = await world.jo.page.goto(`${joAlone}/bots/${world.clerkId}`);
      await world.jo.page
        .getByText(/not (exist|found|here|yours)/i)
        .first()
        .waitFor();
      expect(response?.status()).toBe(404);
      const stranger = await newPerson(world.browser);
      await stranger.page.goto(world.home(world.clerkId));
      await stranger.page.waitForURL(/sign-in/);
      await stranger.context.close();
    });
  });
}
