import { expect, test } from 'vitest';
import { removeMember } from '../member/remove-member.ts';
import { makeBot, makeWaitingPerson, observeBot, userIdOf } from '../testing/index.ts';
import { useOrganisations } from '../testing/use-organisations.ts';
import { stopBot } from './stop-bot.ts';
import { watchBot } from './watch-bot.ts';
import { watchBots } from './watch-bots.ts';

const { ours, theirs } = useOrganisations();

/** The first value that fits; the watch itself has to bring it. */
async function until<T>(watch: AsyncGenerator<T>, fits: (value: T) => boolean): Promise<T> {
  for (;;) {
    const { value, done } = await watch.next();
    if (done) throw new Error('the watch ended');
    if (fits(value)) return value;
  }
}

test('shows the bot at once and after each change, ready to working, then somebody waits', async () => {
  const { botId } = await makeBot(ours.owner);
  const ended = new AbortController();
  const watch = watchBot(ours.viewer, { botId }, ended.signal);
  expect((await watch.next()).value).toMatchObject({ id: botId, state: 'starting' });
  await observeBot(ours.owner, botId, { observedState: 'running', observedGeneration: 1, observedConfigVersion: 1 }, [
    'gateway_ready',
  ]);
  expect(await until(watch, ({ state }) => state === 'working')).toMatchObject({
    reason: expect.stringContaining('Answers in the chat here') as unknown,
    configApplied: true,
  });
  await makeWaitingPerson(ours.owner, botId);
  expect(await until(watch, ({ state }) => state === 'needs_you')).toMatchObject({
    waiting: 1,
    waitingPeople: [{ senderName: 'Ben' }],
  });
  await stopBot(ours.owner, { botId });
  await until(watch, ({ state }) => state === 'paused');
  const last = watch.next();
  ended.abort();
  await expect(last).resolves.toMatchObject({ done: true });
});

test('many changes at once become few reads', async () => {
  const { botId } = await makeBot(ours.owner);
  const ended = new AbortController();
  const watch = watchBot(ours.viewer, { botId }, ended.signal);
  await watch.next();
  for (let memoryBytes = 1; memoryBytes <= 30; memoryBytes += 1) await observeBot(ours.owner, botId, { memoryBytes });
  let shown = 0;
  await until(watch, (view) => {
    shown += 1;
    return view.memoryBytes === 30;
  });
  ended.abort();
  expect(shown).toBeLessThan(15);
});

test("another organisation's bot cannot be watched", async () => {
  const { botId } = await makeBot(ours.owner);
  const watch = watchBot(theirs.owner, { botId }, new AbortController().signal);
  await expect(watch.next()).rejects.toMatchObject({ code: 'not_found' });
});

test('the list brings new bots of ours and none of theirs', async () => {
  const ended = new AbortController();
  const watch = watchBots(theirs.viewer, ended.signal);
  expect((await watch.next()).value).toEqual([]);
  await makeBot(ours.owner);
  const { botId } = await makeBot(theirs.owner, { name: 'Night FAQ' });
  expect(await until(watch, (bots) => bots.length > 0)).toMatchObject([{ id: botId, name: 'Night FAQ' }]);
  ended.abort();
});

test('whoever is removed from the team sees no more', async () => {
  const { botId } = await makeBot(theirs.owner);
  const watch = watchBot(theirs.viewer, { botId }, new AbortController().signal);
  await watch.next();
  const next = watch.next();
  await removeMember(theirs.owner, { userId: userIdOf(theirs.viewer) });
  await observeBot(theirs.owner, botId, { memoryBytes: 7 });
  await expect(next).rejects.toMatchObject({ code: 'not_found' });
});
