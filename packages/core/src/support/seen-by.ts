import type { AuditView } from '../audit/views.ts';
import type { Context } from '../context.ts';
import { maskEmail, maskName } from './mask.ts';
import { maskAuditView } from './mask-audit-view.ts';

/** An event as the actor may see it: support staff with personal fields masked. */
export function eventSeenBy({ actor }: Pick<Context, 'actor'>, view: AuditView): AuditView {
  return actor.type === 'support' ? maskAuditView(view) : view;
}

/** Somebody's name and address as the actor may see them: masked for support staff. Other fields stay. */
export function personSeenBy<P extends { email: string; name?: string }>(
  { actor }: Pick<Context, 'actor'>,
  person: P,
): P {
  if (actor.type !== 'support') return person;
  const name = person.name === undefined ? {} : { name: maskName(person.name) };
  return { ...person, ...name, email: maskEmail(person.email) };
}

/** What became of a letter as the actor may see it: a mail server's answer often repeats the address. */
export function letterSeenBy<L extends { error: string | null }>(
  { actor }: Pick<Context, 'actor'>,
  letter: L | null,
): L | null {
  return letter === null || actor.type !== 'support' ? letter : { ...letter, error: null };
}
