import type { DataKeyInfo } from './list-data-keys.ts';
import { RESUMED_WITHIN_MS } from './resumed-within.ts';

type Keys = readonly DataKeyInfo[];

const DAY_MS = 86_400_000;

/**
 * The organisations that a run of rotate-data gives a new key: those whose key is older than that. After a run that was ended,
 * within a week, only those that it had not come to: it gives all of them their keys before it moves a value, so once a key
 * was emptied after that, there are none.
 */
export function wantsNewKey(
  organisations: readonly Keys[],
  { olderThanDays, now }: { olderThanDays: number; now: Date },
): Keys[] {
  const begun = organisations
    .filter((keys) => keys.some(isMovedFrom))
    .flatMap((keys) => keys.filter(isPrimary))
    .map(({ createdAt }) => createdAt.getTime())
    .filter((at) => at > now.getTime() - RESUMED_WITHIN_MS);
  const since = begun.length === 0 ? now.getTime() : Math.min(...begun);
  const allHaveKeys =
    begun.length > 0 && organisations.flat().some(({ emptiedAt }) => emptiedAt !== null && emptiedAt.getTime() > since);
  if (allHaveKeys) return [];
  return organisations.filter((keys) => {
    const primary = keys.find(isPrimary);
    const made = primary?.createdAt.getTime() ?? Number.POSITIVE_INFINITY;
    return made < since && made <= now.getTime() - olderThanDays * DAY_MS;
  });
}

const isPrimary = ({ status }: DataKeyInfo): boolean => status === 'primary';
const isMovedFrom = ({ status, emptiedAt }: DataKeyInfo): boolean => status === 'retired' && emptiedAt === null;
