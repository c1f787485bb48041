import { LRUCache } from 'lru-cache';
import { ClawberthError } from '../errors.ts';

const WINDOW_MS = 10 * 60_000;
/** An address can be a whole office behind one router: it gets more tries than an account. */
const MOST_FAILURES = { account: 5, address: 20 } as const;

export type SignInBackOff = {
  /** Throws `too_many_requests` when account or address has failed too often within 10 minutes. */
  check(email: string, ip: string | null): void;
  failed(email: string, ip: string | null): void;
  succeeded(email: string): void;
};

/** Counts failed sign-ins, per process, at most 50,000 accounts and addresses. */
export function createSignInBackOff(now: () => number = Date.now): SignInBackOff {
  const failures = new LRUCache<string, number[]>({ max: 50_000 });
  const recent = (key: string): number[] => (failures.get(key) ?? []).filter((at) => at > now() - WINDOW_MS);
  const keys = (email: string, ip: string | null): [string, number][] => [
    [`account ${email}`, MOST_FAILURES.account],
    ...(ip === null ? [] : [[`address ${ip}`, MOST_FAILURES.address] satisfies [string, number]]),
  ];
  return {
    check(email, ip) {
      if (keys(email, ip).some(([key, most]) => recent(key).length >= most)) {
        throw new ClawberthError(
          'too_many_requests',
          'Too many wrong passwords. Please wait ten minutes, then try again.',
        );
      }
    },
    failed(email, ip) {
      for (const [key, most] of keys(email, ip)) failures.set(key, [...recent(key), now()].slice(-most));
    },
    succeeded(email) {
      failures.delete(`account ${email}`);
    },
  };
}

export const signInBackOff = createSignInBackOff();
