import { parse } from 'bowser';

/** The browser and the system that a User-Agent header names; null where it names none we know. */
export function readBrowser(userAgent: string | null): { browser: string | null; system: string | null } {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
}
