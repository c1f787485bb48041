import type { Page } from 'playwright-core';
import { visit } from '../harness/visit.ts';

/** Invites somebody as viewer on the members page, and gives the link. */
export async function inviteViewer(page: Page, organisationUrl: string, email: string): Promise<string> {
  await visit(page, `${organisationUrl}/team`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('radio', { name: /Viewer/ }).click();
  await page.getByRole('button', { name: 'Create invitation link' }).click();
  return page.getByLabel('Invitation link').inputValue();
}
