import { ClawberthError } from '../errors.ts';

const MOST_WAITING = 100;
const queues = new Map<string, { last: Promise<unknown>; waiting: number }>();

/**
 * Runs what has a key in common one after the other, in this process: a thousand guesses sent at once are judged as a
 * thousand in a row, and the sixth meets the lock. Throws `too_many_requests` when 100 wait already.
 */
export async function oneAtATime<T>(keys: readonly string[], run: () => Promise<T>): Promise<T> {
  const [key, ...others] = keys;
  if (key === undefined) return run();
  const queue = queues.get(key) ?? { last: Promise.resolve(), waiting: 0 };
  if (queue.waiting >= MOST_WAITING)
    throw new ClawberthError('too_many_requests', 'Too many sign-ins at once. Please wait a minute, then try again.');
  queues.set(key, queue);
  queue.waiting += 1;
  const mine = queue.last.then(() => oneAtATime(others, run));
  queue.last = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    queue.waiting -= 1;
    if (queue.waiting === 0) queues.delete(key);
  }
}
