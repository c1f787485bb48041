import type { Context } from '../context.ts';

/** The user who acts in this context. Throws where nobody does. */
export function userIdOf({ actor }: Pick<Context, 'actor'>): string {
  if (!('userId' in actor)) throw new Error('No user acts in this context.');
  return actor.userId;
}
