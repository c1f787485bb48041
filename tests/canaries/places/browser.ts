import type { Page } from 'playwright-core';
import { sample, type Sample } from './sample.ts';

/** What the page itself can read of what it stored: local and session storage, cookies, IndexedDB, the cache of answers. */
const STORAGE = `(async () => {
  const out = { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, databases: [], caches: [], name: window.name, state: history.state };
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, fail) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); r.onerror = () => fail(r.error); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done, fail) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); r.onerror = () => fail(r.error); });
      out.databases.push({ name, store, rows });
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) out.caches.push([name, request.url, await (await cache.match(request)).text()]);
  }
  return JSON.stringify(out);
})()`;

/** What the browser holds of a page that stays behind: storage, and every cookie, the http-only ones too. */
export async function browserStorage(page: Page, moment: string): Promise<Sample[]> {
  const cookies = await page.context().cookies();
  return [
    sample(`storage, ${moment}`, await page.evaluate<string>(STORAGE)),
    ...cookies.map((cookie) => sample(`cookie ${cookie.name}, ${moment}`, JSON.stringify(cookie))),
  ];
}

/** The document as it stands, with what its fields hold. */
export async function shownPage(page: Page, moment: string): Promise<Sample> {
  const fields = await page
    .locator('input, textarea, select')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
  return sample(`document, ${moment}`, `${await page.content()}\n${fields.join('\n')}`);
}

/** The addresses and titles that the tab's history keeps. */
export async function browserHistory(page: Page, moment: string): Promise<Sample> {
  const devtools = await page.context().newCDPSession(page);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  await devtools.detach();
  return sample(`history, ${moment}`, JSON.stringify(entries));
}

/** Harmless words in every kind of storage, for the search to find. */
export async function markBrowser(page: Page, marker: string): Promise<void> {
  await page.evaluate(async (word) => {
    localStorage.setItem('canary-control', `local ${word}`);
    sessionStorage.setItem('canary-control', `session ${word}`);
    await new Promise<void>((done, fail) => {
      const opening = indexedDB.open('canary-control', 1);
      opening.addEventListener('upgradeneeded', () =>
        opening.result.createObjectStore('words', { autoIncrement: true }),
      );
      opening.addEventListener('error', () => fail(new Error('no IndexedDB')));
      opening.addEventListener('success', () => {
        const write = opening.result.transaction('words', 'readwrite');
        write.objectStore('words').add(`indexed ${word}`);
        write.addEventListener('complete', () => {
          opening.result.close();
          done();
        });
      });
    });
  }, marker);
}
