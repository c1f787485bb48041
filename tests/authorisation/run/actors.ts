import type { Role } from '@clawberth/core';
import { TEST_PASSWORD } from '@clawberth/core/testing';
import { signIn } from '../world/sign-in.ts';
import type { Person, Side } from '../world/make-side.ts';
import type { Sender } from './send.ts';

/** Somebody who tries every entrance. All of them belong, or belonged, to "ours"; nobody to "theirs". */
export type Actor = Sender & {
  name: Role | 'anonymous' | 'removed' | 'support';
  /** Null for who is no member and not on a visit. */
  role: Role | 'support' | null;
};

/**
 * A visitor without a session, a removed member whose cookie is older than the removal, a member of each role, and
 * support staff on a visit.
 */
export async function makeActors(url: string, side: Side, remove: (userId: string) => Promise<void>): Promise<Actor[]> {
  const { removed, support, ...members } = side.people;
  const actors: Actor[] = [
    { name: 'anonymous', role: null, cookie: null, address: '198.51.100.1' },
    await enter(url, 'removed', null, removed, '198.51.100.2'),
  ];
  for (const [role, person] of Object.entries(members) as [Role, Person][]) {
    actors.push(await enter(url, role, role, person, `198.51.100.${actors.length + 1}`));
  }
  actors.push(await enter(url, 'support', 'support', support, '198.51.100.90'));
  await remove(removed.userId);
  return actors;
}

/** The same actor with a session made now. */
export async function signInAnew(url: string, actor: Actor, side: Side): Promise<Actor> {
  if (actor.name === 'anonymous') return actor;
  return enter(url, actor.name, actor.role, side.people[actor.name], actor.address);
}

async function enter(
  url: string,
  name: Actor['name'],
  role: Actor['role'],
  { email, codes }: Person,
  address: string,
): Promise<Actor> {
  const cookie = await signIn(url, { email, password: TEST_PASSWORD, code: codes?.pop(), address });
  return { name, role, cookie, address };
}
