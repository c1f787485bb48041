import { expect } from 'vitest';
import { leftOf } from '../harness/sandbox.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';

/** Deletes a bot as its owner does, and waits until neither the list nor Docker has anything of it. */
export async function removeBot(
  world: { mira: Pick<World['mira'], 'page'> } & Pick<World, 'organisationUrl' | 'home'>,
  botId: string,
  name: string,
): Promise<void> {
  const { page } = world.mira;
  await visit(page, world.home(botId));
  await page
    .getByRole('button', { name: /More actions|Delete/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByLabel(`Type ${name} to confirm`).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => leftOf(botId), { timeout: 120_000, interval: 1_000 }).toEqual([]);
  await expect
    .poll(
      async () => {
        await visit(page, `${world.organisationUrl}/bots`);
        return page.getByRole('link', { name: new RegExp(name) }).count();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe(0);
}
