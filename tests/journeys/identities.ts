import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPerson, photograph } from '../harness/browser.ts';
import type { Person } from '../harness/browser.ts';
import { emailOf, PASSWORD } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { visit } from '../harness/visit.ts';
import { codeOf, confirmStored, readRecoveryCodes, scanKey, typeCode } from './second-factor.ts';
import { signUp } from './wizard.ts';

const CLEO = { id: '1075551', name: 'Cleo', email: emailOf('cleo') };
const DORA = { id: '1075552', name: 'Dora', email: emailOf('dora') };

/** Signing in with Google and GitHub, spoken for by stand-ins. */
export function identities(world: Pick<World, 'browser' | 'stack'>): void {
  describe('Google and GitHub', () => {
    let cleo: Person;
    let dora: Person;
    const url = () => world.stack.url;

    beforeAll(async () => {
      cleo = await newPerson(world.browser);
      dora = await newPerson(world.browser);
      await signUp(dora.page, url(), { ...DORA, password: PASSWORD, organisation: 'Dora’s tea' });
    });
    afterAll(async () => {
      for (const { context, complaints } of [cleo, dora]) {
        await context.close();
        expect(complaints).toEqual([]);
      }
    });

    it('sign somebody new in, with an organisation of their own', async () => {
      world.stack.google.signInAs(CLEO);
      await visit(cleo.page, `${url()}/sign-in`);
      await cleo.page.getByRole('button', { name: 'Continue with Google' }).click();
      await cleo.page.waitForURL(/\/o\/[^/]+\/bots/);
      await visit(cleo.page, `${url()}/account`);
      await cleo.page.getByText(CLEO.email).waitFor();
      await cleo.page.getByText('Google is your only way to sign in.').waitFor();
      expect(await cleo.page.getByRole('button', { name: 'Disconnect Google' }).isDisabled()).toBe(true);
      await photograph(cleo.page, 'account-google-alone');
    });

    it('never take over an account with the same address, and say how to connect it', async () => {
      const stranger = await newPerson(world.browser);
      world.stack.github.signInAs({ ...DORA, id: '99' });
      await visit(stranger.page, `${url()}/sign-in`);
      await stranger.page.getByRole('button', { name: 'Continue with GitHub' }).click();
      await stranger.page.getByText(/There is an account with this e-mail address already/).waitFor();
      await photograph(stranger.page, 'sign-in-conflict');
      world.stack.github.signInAs({ ...DORA, id: '98', email: emailOf('nobody'), emailVerified: false });
      await visit(stranger.page, `${url()}/sign-in`);
      await stranger.page.getByRole('button', { name: 'Continue with GitHub' }).click();
      await stranger.page.getByText(/GitHub has not checked that your e-mail address is yours/).waitFor();
      world.stack.github.misbehave('access-denied');
      await visit(stranger.page, `${url()}/sign-in`);
      await stranger.page.getByRole('button', { name: 'Continue with GitHub' }).click();
      await stranger.page.getByText('Signing in there was cancelled, or did not work.').waitFor();
      world.stack.github.behave();
      await stranger.context.close();
    });

    it('are connected in the account, by whoever knows the password, and ask for the code from then on', async () => {
      world.stack.github.signInAs(DORA);
      await visit(dora.page, `${url()}/account`);
      await dora.page.getByRole('button', { name: 'Connect GitHub' }).click();
      await dora.page.getByLabel('Your password').fill(PASSWORD);
      await photograph(dora.page, 'account-connect');
      await dora.page.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click();
      await dora.page.getByText('GitHub is connected. It signs you in from now on.').waitFor();

      await visit(dora.page, `${url()}/account/second-factor`);
      const key = await scanKey(dora.page, PASSWORD);
      await dora.page.getByLabel('The code that the app shows now').fill(codeOf(key));
      await dora.page.getByRole('button', { name: 'Turn on' }).click();
      await dora.page.getByRole('heading', { name: 'Store your recovery codes' }).waitFor();
      const [recovery = ''] = await readRecoveryCodes(dora.page);
      await confirmStored(dora.page);
      await dora.page.waitForURL(/\/account$/);

      const elsewhere = await newPerson(world.browser);
      await visit(elsewhere.page, `${url()}/sign-in?next=${encodeURIComponent('/account')}`);
      await elsewhere.page.getByRole('button', { name: 'Continue with GitHub' }).click();
      await elsewhere.page.getByRole('heading', { name: 'Enter your code' }).waitFor();
      await visit(elsewhere.page, elsewhere.page.url());
      await typeCode(elsewhere.page, recovery);
      await elsewhere.page.waitForURL(/\/account$/);
      await elsewhere.page
        .getByText(/with GitHub/)
        .first()
        .waitFor();
      await elsewhere.context.close();
    });
  });
}
