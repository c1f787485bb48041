import { describe, it } from 'vitest';
import { BREAK_CONFIG } from '../harness/break-config.ts';
import { photograph } from '../harness/browser.ts';
import { runInside } from '../harness/sandbox.ts';
import { visit } from '../harness/visit.ts';
import type { World } from '../harness/world.ts';
import { removeBot } from './remove-bot.ts';
import { deploy, goToReview, waitForState } from './wizard.ts';

export function whenItBreaks(world: World): void {
  describe('when something breaks', () => {
    it('shows a card, not a loop, when OpenClaw refuses its config (exit 78), and recovers by the button', async () => {
      const { page } = world.mira;
      await visit(page, world.home(world.demoId));
      await runInside(world.demoId, BREAK_CONFIG);
      await waitForState(page, 'Broken', 90_000);
      await page.getByRole('button', { name: 'Show the log lines' }).click();
      await photograph(page, 'bot-broken');
      await page.getByRole('button', { name: 'Try again' }).click();
      await waitForState(page, 'Working');
    });

    it('says so when the machine that runs bots is down, and goes on by itself when it is back', async () => {
      const { page } = world.mira;
      await visit(page, `${world.organisationUrl}/bots`);
      world.stack.docker.shut();
      await goToReview(page, { name: 'Patient One', channel: { kind: 'web' }, provider: { label: 'Demo model' } });
      const patientId = await deploy(page);
      await page.getByText('This is on our side.').waitFor({ timeout: 60_000 });
      await photograph(page, 'bot-docker-down');
      world.stack.docker.open();
      await waitForState(page, 'Working', 200_000);
      await removeBot(world, patientId, 'Patient One');
    });

    it('stops, starts and restarts the bot', async () => {
      const { page } = world.mira;
      await visit(page, world.home(world.clerkId));
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await waitForState(page, 'Paused', 90_000);
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await waitForState(page, 'Working');
    });
  });
}
