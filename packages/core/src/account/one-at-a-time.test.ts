import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

/** A run that ends when it is told to, and says when it began. */
function makeRun(name: string, begun: string[]) {
  let end: (value: string) => void = () => undefined;
  const done = new Promise<string>((resolve) => (end = resolve));
  return { run: () => (begun.push(name), done), end: () => end(name) };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('what shares a key waits for its turn; what does not, does not', async () => {
  const begun: string[] = [];
  const [one, two, other] = ['one', 'two', 'other'].map((name) => makeRun(name, begun));
  if (!one || !two || !other) throw new Error('three runs');
  const results = [
    oneAtATime(['account a', 'address x'], one.run),
    oneAtATime(['account b', 'address x'], two.run),
    oneAtATime(['account b2', 'address y'], other.run),
  ];
  await settle();
  expect(begun).toEqual(['one', 'other']);
  one.end();
  await settle();
  expect(begun).toEqual(['one', 'other', 'two']);
  two.end();
  other.end();
  expect(await Promise.all(results)).toEqual(['one', 'two', 'other']);
});

test('a failure is its own, and the next one runs', async () => {
  const failing = oneAtATime(['a'], () => Promise.reject(new Error('wrong')));
  const next = oneAtATime(['a'], () => Promise.resolve('ran'));
  await expect(failing).rejects.toThrow('wrong');
  expect(await next).toBe('ran');
});

test('does not let a crowd wait', async () => {
  const begun: string[] = [];
  const first = makeRun('first', begun);
  const crowd = [oneAtATime(['a'], first.run)];
  for (let i = 1; i < 100; i += 1) crowd.push(oneAtATime(['a'], () => Promise.resolve(String(i))));
  await expect(oneAtATime(['a'], () => Promise.resolve('late'))).rejects.toMatchObject({ code: 'too_many_requests' });
  first.end();
  expect(await Promise.all(crowd)).toHaveLength(100);
  expect(await oneAtATime(['a'], () => Promise.resolve('later'))).toBe('later');
});
