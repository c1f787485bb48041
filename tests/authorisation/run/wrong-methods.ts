import type { Entrance } from '../list-entrances.ts';
import type { Side } from '../world/make-side.ts';
import type { Actor } from './actors.ts';
import { send } from './send.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Asks every route, as an owner, for the methods that its build does not list; gives what was not answered 405. */
export async function wrongMethods(
  url: string,
  entrances: readonly Entrance[],
  actors: readonly Actor[],
  { ids }: Side,
): Promise<string[]> {
  const owner = actors.find(({ name }) => name === 'owner');
  if (owner === undefined) throw new Error('The matrix has no owner.');
  const listed = new Map<string, Set<string>>();
  for (const entrance of entrances) {
    if (entrance.kind !== 'route') continue;
    listed.set(entrance.path, (listed.get(entrance.path) ?? new Set()).add(entrance.method));
  }
  const wrong: string[] = [];
  for (const [path, methods] of listed) {
    // next-auth has one handler for all of its paths.
    const known = path.startsWith('/api/auth/') ? ['GET', 'POST'] : [...methods];
    for (const method of METHODS.filter((one) => !known.includes(one))) {
      const { status } = await send(url, owner, {
        method,
        path: path.replace('[org]', ids.org).replace('[id]', ids.bot),
      });
      if (status !== 405) wrong.push(`${method} ${path}: ${status}`);
    }
  }
  return wrong;
}
