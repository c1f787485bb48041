import { StripeRefusal } from '../stripe-refusal.ts';
import type { World } from '../stripe-state.ts';

export type Answer = { status: number; body: object };
type Wanted = { key: string | null; path: string; parameters: unknown; now: number };
const day = 86_400;

/**
 * Keeps the answer of a POST under its idempotency key for 24 hours: the same call again gets the same answer and does
 * nothing; other parameters or another path are refused (docs.stripe.com/api/idempotent_requests). Calls that were
 * refused before they began (400 of a parameter) are not kept.
 */
export function answerOnce(
  world: World,
  { key, path, parameters, now }: Wanted,
  run: () => Answer,
): Answer & { replayed: boolean } {
  if (key === null) return { ...run(), replayed: false };
  const kept = world.idempotent.get(key);
  const text = canonical(parameters);
  if (kept !== undefined && kept.at > now - day) {
    if (kept.path !== path)
      throw misused(
        `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${kept.path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    if (kept.parameters !== text)
      throw misused(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    return { status: kept.status, body: kept.body as object, replayed: true };
  }
  const answer = run();
  const refusedBefore = answer.status === 400 || answer.status === 401 || answer.status === 404;
  if (!refusedBefore)
    world.idempotent.set(key, {
      path,
      parameters: text,
      status: answer.status,
      body: structuredClone(answer.body),
      at: now,
    });
  return { ...answer, replayed: false };
}

function misused(message: string): StripeRefusal {
  return new StripeRefusal(400, { message, type: 'idempotency_error' });
}

/** The same for the same parameters in any order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
