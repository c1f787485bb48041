import type { Page } from 'playwright-core';
import { visit } from '../harness/visit.ts';

type Invited = { role: 'Viewer' | 'Admin' | 'Operator' } | { role: 'Guest'; bots: readonly string[] };

/** Invites somebody on the members page, and gives the link. A guest's bots go by their names. */
export async function invite(
  page: Page,
  organisationUrl: string,
  { email, ...invited }: Invited & { email: string },
): Promise<string> {
  await visit(page, `${organisationUrl}/team`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('E-mail').fill(email);
  if (invited.role === 'Operator' || invited.role === 'Guest')
    await page.getByRole('button', { name: 'More roles' }).click();
  await page.getByRole('radio', { name: new RegExp(`^${invited.role}`) }).click();
  if (invited.role === 'Guest')
    for (const name of invited.bots) await page.getByRole('checkbox', { name, exact: true }).check();
  await page.getByRole('button', { name: 'Create invitation link' }).click();
  return page.getByLabel('Invitation link').inputValue();
}

/** Invites somebody as viewer on the members page, and gives the link. */
export async function inviteViewer(page: Page, organisationUrl: string, email: string): Promise<string> {
  return invite(page, organisationUrl, { email, role: 'Viewer' });
}
