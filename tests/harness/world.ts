import type { Browser } from 'playwright-core';
import { launchBrowser, newPerson } from './browser.ts';
import type { Person } from './browser.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

/** Each run has people and a bot of its own, so that nothing of another run can pass for this one's. */
const RUN = Date.now().toString(36);
export const emailOf = (name: string) => `${name}-${RUN}@harbour.example`;

/** The bot as BotFather knows it, with a token that must stay outside of the sandbox. */
export const BOT = {
  id: 7_000_000_000 + (Date.now() % 1_000_000_000),
  username: 'bakery_clerk_bot',
  name: 'Counter Clerk',
};
export const TOKEN_SECRET = 'AAE2EtestTokenThatMustStayOutside_0';
export const TOKEN = `${BOT.id}:${TOKEN_SECRET}`;
export const BEN = { id: 555_001, first_name: 'Ben', username: 'ben_k' };
export const PASSWORD = 'four small harbour lamps';
/** Ports of the instance `test`, as infra/local gives them. */
export const PORTS = { postgres: 54_321, redis: 63_791, inbound: 7_171, door: 7_170 };

/** What one journey leaves for the next: they share one booted stack and its bots. */
export type World = {
  stack: Stack;
  browser: Browser;
  mira: Person;
  jo: Person;
  clerkId: string;
  demoId: string;
  organisationUrl: string;
  home: (botId: string) => string;
};

/** An empty world, to be filled by `bootWorld` before the first journey. */
export function createWorld(): World {
  const world = { clerkId: '', demoId: '', organisationUrl: '' } as World;
  world.home = (botId) => `${world.organisationUrl}/bots/${botId}`;
  return world;
}

/** Starts the stack and a browser with two people: Mira, who owns, and Jo, who may only look. */
export async function bootWorld(world: World): Promise<void> {
  world.stack = await startStack();
  world.stack.telegram.addBot({ token: TOKEN, ...BOT });
  world.stack.openai.answerWith(
    ({ lastUserText }) => `The till says: ${lastUserText.includes('Sunday') ? 'open from 8 to 13' : 'hello'}.`,
  );
  world.browser = await launchBrowser();
  world.mira = await newPerson(world.browser);
  world.jo = await newPerson(world.browser);
}

export async function endWorld(world: World): Promise<void> {
  await world.browser?.close();
  await world.stack?.stop();
}
