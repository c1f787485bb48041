import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXCEPTIONS, exceptionFor } from '../canaries/exceptions.ts';
import { listenToRedis, markRedis } from '../canaries/places/redis.ts';
import { plantAccount } from '../canaries/plant/account.ts';
import { plantBot, replaceSecrets } from '../canaries/plant/bot.ts';
import { plantByHand } from '../canaries/plant/by-hand.ts';
import { plantEnvironment, waitForEnvironment } from '../canaries/plant/environment.ts';
import { plantMailServer } from '../canaries/plant/mail-server.ts';
import { noteInnerTokens, notePlatform } from '../canaries/plant/platform.ts';
import { plantInvitation, plantMember } from '../canaries/plant/team.ts';
import { closeScene, leaveMarks, lookAt, openScene, type Scene } from '../canaries/scene.ts';
import { searchEverywhere } from '../canaries/search-everywhere.ts';
import type { Searched } from '../canaries/search-place.ts';
import { writeTable } from '../canaries/write-table.ts';
import type { Person } from '../harness/browser.ts';
import type { World } from '../harness/world.ts';
import { removeBot } from './remove-bot.ts';

/** Plants a secret of every kind wherever one can be typed, and looks for them wherever something is kept or told. */
export function canaries(world: Pick<World, 'stack' | 'browser'>): void {
  describe('canary secrets', () => {
    let scene: Scene;
    let wren: Person;
    let redis: Awaited<ReturnType<typeof listenToRedis>>;
    let searched: Searched[] = [];

    beforeAll(async () => {
      scene = await openScene(world);
      redis = await listenToRedis(scene.instance);
      await markRedis(scene.instance, scene.marker);
    });
    afterAll(async () => {
      redis?.stop();
      await closeScene(scene);
    });

    it('are typed where somebody signs up and in', async () => {
      await notePlatform(scene);
      wren = await plantAccount(scene);
    });

    it('are typed where a bot is made', () => plantBot(scene, wren));

    it('are typed where a running bot gets others and variables, and sent by letter', async () => {
      const link = await plantInvitation(scene, wren);
      await Promise.all([
        plantMember(scene, link),
        replaceSecrets(scene, wren).then(() => plantEnvironment(scene, wren)),
      ]);
    });

    it('are put where no form would put them', () => plantByHand(scene, wren));

    it('are what a mail server refuses', () => plantMailServer(scene));

    it('are made where nobody sees them', async () => {
      await waitForEnvironment(scene, wren);
      await noteInnerTokens(scene);
      // What is looked for was really in use.
      const used = new Set(world.stack.telegram.requests().map(({ token }) => token));
      const planted = scene.flock.all.filter(({ kind }) => /^(new )?Telegram token$/.test(kind));
      expect(planted.map(({ kind, value }) => [kind, used.has(value.toString())])).toEqual([
        ['Telegram token', true],
        ['new Telegram token', true],
      ]);
      await readExports(scene, wren);
    });

    it('are found nowhere', async () => {
      const temporaryMarker = `clawberth-canary-${scene.marker}`;
      const marked = join(tmpdir(), temporaryMarker);
      await writeFile(marked, temporaryMarker);
      searched = await searchEverywhere(scene, { heardByRedis: redis.heard(), temporaryMarker });
      await rm(marked);
      const kinds = [...new Set(scene.flock.all.map(({ kind }) => kind))];
      console.log(`${scene.flock.all.length} canaries of ${kinds.length} kinds\n${writeTable(searched, kinds)}`);
      const finds = searched.flatMap((one) => one.finds).filter((find) => exceptionFor(find) === undefined);
      expect(finds).toEqual([]);
    });

    it('would have been found: every place shows what must be there', () => {
      expect(
        searched.filter(({ missing }) => missing.length > 0).map(({ place, missing }) => ({ place, missing })),
      ).toEqual([]);
      expect(searched.filter(({ bytes }) => bytes === 0).map(({ place }) => place)).toEqual([]);
    });

    it('stand only where they are meant to, and there they do', () => {
      const finds = searched.flatMap((one) => one.finds);
      const unused = EXCEPTIONS.filter((one) => !finds.some((find) => exceptionFor(find) === one)).map(
        ({ why }) => why,
      );
      expect(unused).toEqual([]);
    });

    it('leave with their bot', async () => {
      const home = (botId: string) => `${scene.organisationUrl}/bots/${botId}`;
      await removeBot({ mira: wren, organisationUrl: scene.organisationUrl, home }, scene.botId, 'Cannery Clerk');
      expect(scene.people.flatMap(({ complaints }) => complaints)).toEqual([]);
    });
  });
}

async function readExports(scene: Scene, { page }: Person): Promise<void> {
  const { pathname } = new URL(scene.organisationUrl);
  for (const format of ['csv', 'ndjson'])
    await page.evaluate(
      async (url) => void (await (await fetch(url)).text()),
      `/api${pathname}/audit/export?format=${format}`,
    );
  await page.goto(`${scene.world.stack.url}/dev/mailbox`);
  await page.goto(`${scene.organisationUrl}/bots/${scene.botId}`);
  await leaveMarks(scene, page);
  await lookAt(scene, page, 'the end', { after: true });
}
