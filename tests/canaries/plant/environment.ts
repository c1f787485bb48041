import type { Person } from '../../harness/browser.ts';
import { visit } from '../../harness/visit.ts';
import { waitForState } from '../../journeys/wizard.ts';
import { lookAt, type Scene } from '../scene.ts';

export const PLAIN_VARIABLE = 'SHOP_WORD';

/** Variables by hand and from a .env file, taken and refused; some are put into force, one stays in the draft. */
export async function plantEnvironment(scene: Scene, { page }: Person): Promise<void> {
  const { flock, marker } = scene;
  await visit(page, `${scene.organisationUrl}/bots/${scene.botId}/keys`);
  const add = async (name: string, kind: 'Secret' | 'Plain', value: string) => {
    await page.getByRole('button', { name: 'Add a variable' }).click();
    const form = page.getByRole('form', { name: 'A new variable' });
    await form.getByLabel('Variable name').fill(name);
    await form.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
    await form.getByLabel('Value', { exact: true }).fill(value);
    await form.getByRole('button', { name: 'Keep in the draft' }).click();
    return form;
  };
  const refused = await add('SHOP_KEY', 'Secret', flock.openaiKey('key among the variables, refused'));
  await refused.getByLabel('Value', { exact: true }).and(page.locator('[aria-invalid=true]')).waitFor();
  await lookAt(scene, page, 'a variable is refused');
  await refused.getByRole('button', { name: 'Cancel' }).click();
  await (await add('SHOP_PASSWORD', 'Secret', flock.password('variable'))).waitFor({ state: 'detached' });
  await (await add(PLAIN_VARIABLE, 'Plain', marker)).waitFor({ state: 'detached' });
  await pasteFile(scene, page);
  await page.getByRole('button', { name: 'Put into force' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put into force' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await (await add('SHOP_LATER', 'Secret', flock.plain('variable, in the draft'))).waitFor({ state: 'detached' });
  await lookAt(scene, page, 'variables are set', { after: true });
}

async function pasteFile(scene: Scene, page: Person['page']): Promise<void> {
  const { flock } = scene;
  const file = [
    `SHOP_TOKEN="${flock.plain('variable from a file')}"`,
    `OPENAI_API_KEY=${flock.openaiKey('key among the variables, refused')}`,
    `this is no line ${flock.plain('variable on a broken line')}`,
  ].join('\n');
  await page.getByRole('button', { name: 'Paste a .env file' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '.env', mimeType: 'text/plain', buffer: Buffer.from(file) });
  await page.getByText(/variables? found/).waitFor();
  await lookAt(scene, page, 'a file is looked over');
  await page.getByRole('button', { name: 'Keep 1 in the draft' }).click();
  await page.getByText(/variables? found/).waitFor({ state: 'detached' });
}

/** Waits until the bot runs with them. */
export async function waitForEnvironment(scene: Scene, { page }: Person): Promise<void> {
  await visit(page, `${scene.organisationUrl}/bots/${scene.botId}`);
  await page.getByText('version 2', { exact: true }).waitFor({ timeout: 150_000 });
  await page.getByText('Applied', { exact: true }).waitFor({ timeout: 150_000 });
  await waitForState(page, 'Working');
}
