import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../harness/accessible.ts';
import { newPerson, photograph } from '../harness/browser.ts';
import type { Person } from '../harness/browser.ts';
import { followLinks } from '../harness/follow-links.ts';
import { visit } from '../harness/visit.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { invite } from './invite.ts';
import { signUp } from './wizard.ts';

const ROLES = [
  { role: 'Guest', name: 'Gus', bots: ['Counter Clerk'], says: 'You are a guest.' },
  { role: 'Viewer', name: 'Vera', says: 'Your role is viewer.' },
  { role: 'Operator', name: 'Otto', says: 'Only owners and admins set keys.' },
] as const;
type Name = (typeof ROLES)[number]['name'];

/** What is offered to a role: all of it opens, and what is not offered does not. Needs Mira's "Counter Clerk" and another bot. */
export function roles(world: Pick<World, 'browser' | 'stack' | 'mira' | 'organisationUrl' | 'clerkId' | 'home'>): void {
  describe('each role', () => {
    const people = {} as Record<Name, Person>;
    const root = () => new URL(world.organisationUrl).pathname;
    const clerk = () => `${root()}/bots/${world.clerkId}`;

    beforeAll(async () => {
      for (const { name, ...invited } of ROLES) {
        const person = await newPerson(world.browser);
        people[name] = person;
        const email = emailOf(name.toLowerCase());
        const who = { name, email, password: PASSWORD, organisation: `${name} alone` };
        await signUp(person.page, world.stack.url, who);
        await visit(person.page, await invite(world.mira.page, world.organisationUrl, { email, ...invited }));
        await person.page.getByRole('button', { name: 'Join the organisation' }).click();
        await person.page.waitForURL(new RegExp(`${root()}(/|$)`));
      }
    });
    afterAll(async () => {
      for (const { context, complaints } of Object.values(people)) {
        await context.close();
        expect(complaints).toEqual([]);
      }
    });

    it.each(ROLES.map(({ name }) => name))('is offered only what opens: %s', async (name) => {
      const seen = await followLinks(people[name].page, world.organisationUrl);
      expect([...seen].filter(([, outcome]) => outcome !== 'opens')).toEqual([]);
      expect([...seen.keys()]).toContain(clerk());
    });

    it('a guest has their bots and nothing else, on a phone too', async () => {
      const { page } = people.Gus;
      await page.setViewportSize({ width: 360, height: 800 });
      await visit(page, `${world.organisationUrl}/bots`);
      const items = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
      expect(await items.allInnerTexts()).toEqual(['Bots']);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(await page.getByRole('article').count()).toBe(1);
      await photograph(page, 'role-guest-bots');
      await expectAccessible(page, 'guest’s bots');
      await visit(page, world.home(world.clerkId));
      const tabs = page.getByRole('navigation', { name: 'Parts of this bot' }).getByRole('link');
      expect(await tabs.allInnerTexts()).toEqual(['Home', 'Safety']);
      await page.getByText('You are a guest.').waitFor();
      for (const hidden of ['What happened', 'wants to talk', 'wait for your word', 'Show the log lines'])
        expect(await page.getByText(hidden).count()).toBe(0);
      await photograph(page, 'role-guest-bot');
      await expectAccessible(page, 'guest’s bot');
    });

    it('a guest who types an address reads that it is not theirs, and gets back to their bots', async () => {
      const { page } = people.Gus;
      const inside = ['people', 'personality', 'keys', 'history'].map((tab) => `bots/${world.clerkId}/${tab}`);
      for (const hidden of ['team', 'audit', 'bots/new', ...inside]) {
        await visit(page, `${world.organisationUrl}/${hidden}`);
        await page.getByText('You are a guest here and see the bots that you were invited to.').waitFor();
      }
      await photograph(page, 'role-guest-forbidden');
      await expectAccessible(page, 'forbidden');
      await page.getByRole('link', { name: 'Go to your bots' }).click();
      await page.waitForURL(`${world.organisationUrl}/bots`);
      const response = await page.goto(`${world.organisationUrl}/bots/${crypto.randomUUID()}`);
      expect(response?.status()).toBe(404);
      await page.getByText('There is nothing here').waitFor();
      await photograph(page, 'role-guest-not-found');
    });

    it('a viewer reads their own role where nothing can be pressed', async () => {
      const { page } = people.Vera;
      await visit(page, world.home(world.clerkId));
      await page.getByText('Your role is viewer.').first().waitFor();
      for (const action of ['Stop', 'Start', 'Restart', 'More actions'])
        expect(await page.getByRole('button', { name: action, exact: true }).count()).toBe(0);
      await photograph(page, 'role-viewer-bot');
      await expectAccessible(page, 'viewer’s bot');
      await visit(page, `${world.organisationUrl}/bots/new`);
      await page.getByText('Your role here is viewer.').waitFor();
    });

    it('an operator runs bots, and finds no way to a key', async () => {
      const { page } = people.Otto;
      await visit(page, world.home(world.clerkId));
      await page.getByRole('button', { name: /^(Stop|Start)$/ }).waitFor();
      expect(await page.getByRole('button', { name: 'More actions' }).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Choose a real provider' }).count()).toBe(0);
      await visit(page, `${world.home(world.clerkId)}/keys`);
      await page.getByText('Only owners and admins set keys.').first().waitFor();
      expect(
        await page
          .getByRole('main')
          .getByRole('button', { name: /key|token|provider/i })
          .count(),
      ).toBe(0);
      await photograph(page, 'role-operator-keys');
      await expectAccessible(page, 'operator’s keys');
    });
  });
}
