import type { Page } from 'playwright-core';

/**
 * Opens a page and waits until React has taken over what can be pressed or typed into: before that a click is
 * lost and typed text may be mixed with what the server wrote. A person is not that quick; a test is.
 */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => {
    const taken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'));
    const controls = [...document.querySelectorAll('main button, main input, main textarea')];
    return document.querySelector('main') !== null && controls.every(taken);
  });
}
