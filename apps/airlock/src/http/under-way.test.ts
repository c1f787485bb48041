import { expect, it, vi } from 'vitest';
import { createUnderWay } from './under-way.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

it('looks again at the calls of the bot that changed, and with null at all', async () => {
  const underWay = createUnderWay();
  const looked: string[] = [];
  for (const name of ['a', 'b']) underWay.follow().belongsTo(name, async () => void looked.push(name));
  underWay.lookAgain('a');
  await settled();
  expect(looked).toEqual(['a']);
  underWay.lookAgain(null);
  await settled();
  expect(looked.sort()).toEqual(['a', 'a', 'b']);
});

it('looks at once at a call during whose look-up something changed', async () => {
  const underWay = createUnderWay();
  const look = vi.fn<() => Promise<void>>(async () => undefined);
  const call = underWay.follow();
  underWay.lookAgain('a');
  call.belongsTo('a', look);
  await settled();
  expect(look).toHaveBeenCalledTimes(1);
});

it('looks once more when something changes during a look', async () => {
  const underWay = createUnderWay();
  let release = (): void => undefined;
  const look = vi.fn<() => Promise<void>>(() => new Promise<void>((resolve) => (release = resolve)));
  underWay.follow().belongsTo('a', look);
  underWay.lookAgain('a');
  underWay.lookAgain('a');
  expect(look).toHaveBeenCalledTimes(2);
  release();
  await settled();
  expect(look).toHaveBeenCalledTimes(2);
});

it('asks a few at a time, leaves out those that have ended, and forgets them', async () => {
  const underWay = createUnderWay();
  const waiting: (() => void)[] = [];
  const looked: number[] = [];
  const calls = Array.from({ length: 20 }, (_, at) => {
    const call = underWay.follow();
    call.belongsTo('a', () => {
      looked.push(at);
      return new Promise<void>((resolve) => waiting.push(resolve));
    });
    return call;
  });
  underWay.lookAgain(null);
  expect(looked).toHaveLength(6);
  calls[19]?.end();
  expect(underWay.count()).toBe(19);
  for (let turn = 0; turn < 20; turn += 1) {
    for (const release of waiting.splice(0)) release();
    await settled();
  }
  expect(looked).toEqual(Array.from({ length: 19 }, (_, at) => at));
});
