import { roleAllows } from '@clawberth/core';
import type { Place, Row } from '../row.ts';
import type { Actor } from './actors.ts';
import type { Answer } from './read-answer.ts';

/** Which ids are foreign in a call: none, those of one place, those of every place. No place is foreign to support staff's own. */
export function casesOf({ places, needs }: Row, { role }: Actor): Place[][] {
  if (needs === 'support' && role === 'support') return [[]];
  const single = places.map((place) => [place]);
  return [[], ...single, ...(places.length > 1 ? [[...places]] : [])];
}

/** For a guest: the places at which a bot can stand that they were not given. */
export function hiddenCasesOf({ places, needs }: Row, { name }: Actor): Place[][] {
  if (name !== 'guest' || needs !== 'bot:read') return [];
  return places.filter((place) => place === 'path.id' || place === 'nested').map((place) => [place]);
}

/** Where a row lets this actor in with these ids, and what they may then hear; derived from nothing but the row and `roleAllows`. */
export function expectedAnswers(row: Row, { name, role }: Actor, foreign: readonly Place[]): readonly Answer[] {
  const allowed = row.allowed ?? ['ok'];
  const elsewhere = foreign
    .map((place) => row.foreign?.[place] ?? 'not found')
    .filter((answer) => answer !== 'allowed');
  if (row.needs === 'public') return elsewhere.length > 0 ? elsewhere : allowed;
  if (row.needs === 'machine') return ['not found'];
  if (name === 'anonymous') return ['signed out'];
  if (row.needs === 'signed-in') return elsewhere.length > 0 ? elsewhere : allowed;
  if (row.needs === 'support') return role === 'support' ? allowed : ['not found'];
  const enters = role !== null && !foreign.includes('path') && !foreign.includes('body');
  if (!enters) return ['not found'];
  // Which of the two is said first tells nothing: the role is the caller's own.
  if (!roleAllows(role, row.needs)) return elsewhere.length > 0 ? ['forbidden', ...elsewhere] : ['forbidden'];
  return elsewhere.length > 0 ? elsewhere : allowed;
}

/** Whether a call is let through to what it wants: such calls are run last, with ids to use up. */
export function isLetIn(row: Row, actor: Actor, foreign: readonly Place[]): boolean {
  const expected = expectedAnswers(row, actor, foreign);
  return (row.allowed ?? ['ok']).every((answer) => expected.includes(answer));
}
