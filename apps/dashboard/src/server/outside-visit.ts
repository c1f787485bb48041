import 'server-only';
import { redirect } from 'next/navigation';
import { nextPath } from '@/lib/next-path.ts';
import { readSession } from './session.ts';

export type OutsideVisit = { searchParams: Promise<{ next?: string; email?: string; callbackUrl?: string }> };

/** Where somebody not signed in wants to go, and their address if an invitation named it. Who is signed in goes there at once. */
export async function readVisit(searchParams: OutsideVisit['searchParams']): Promise<{ next: string; email: string }> {
  const query = await searchParams;
  // Next-auth says where somebody was going in a word of its own.
  const next = nextPath(query.next ?? pathOf(query.callbackUrl));
  if (await readSession()) redirect(next);
  return { next, email: String(query.email ?? '').slice(0, 254) };
}

function pathOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
