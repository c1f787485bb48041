import { describe, expect, it } from 'vitest';
import { photograph } from '../harness/browser.ts';
import { containerOf } from '../harness/sandbox.ts';
import { ANTHROPIC_KEY } from '../harness/stack.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';
import { answerProvider, waitForState } from './wizard.ts';

export function changeProvider(world: World): void {
  describe('another AI for a running bot', () => {
    it('takes over from the demo model without a new sandbox, and answers over Anthropic’s own API', async () => {
      const { page } = world.mira;
      const { id: containerId } = await containerOf(world.demoId);
      await visit(page, `${world.home(world.demoId)}/keys`);
      await page.getByRole('button', { name: 'Change the provider' }).click();
      await answerProvider(page, { label: 'Anthropic', key: ANTHROPIC_KEY });
      await photograph(page, 'keys-change-provider');
      await page.getByRole('button', { name: 'Change the provider' }).click();
      await page.getByText('Anthropic answers from now on.').waitFor();
      await visit(page, world.home(world.demoId));
      await page.getByText('version 2').waitFor({ timeout: 60_000 });
      await page.getByText('Applied', { exact: true }).waitFor({ timeout: 60_000 });
      await waitForState(page, 'Working');
      await page.getByLabel('Message').fill('Who is there now?');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page
        .getByText(/stand-in heard/)
        .first()
        .waitFor({ timeout: 90_000 });
      expect(world.stack.anthropic.requests().at(-1)).toMatchObject({ key: ANTHROPIC_KEY, status: 200 });
      expect((await containerOf(world.demoId)).id).toBe(containerId);
    });
  });
}
