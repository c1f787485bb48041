import type { PrismaClient } from './generated/client.ts';
import type { ReadClient } from './read-client.ts';
import { scopeStatement, type Scope } from './scope.ts';

type Call = (...args: unknown[]) => ReturnType<PrismaClient['$queryRaw']>;

/**
 * A client that reads in the scope: each query runs in a short transaction of its own that begins by telling Postgres
 * who asks. Throws TypeError for a scope whose ids are no UUIDs.
 */
export function scopedReader(prisma: PrismaClient, scope: Scope): ReadClient {
  const inScope =
    (target: object, name: PropertyKey): Call | ((...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]) => {
      const call: Call = Reflect.get(target, name);
      const [, result] = await prisma.$transaction([scopeStatement(prisma, scope), call.apply(target, args)]);
      return result;
    };
  // The proxy has exactly ReadClient's methods: what writes is not in the type, and refused by row-level security.
  const reader: unknown = new Proxy(prisma, {
    get(client, key) {
      if (key === '$queryRaw') return inScope(client, key);
      const model: unknown = Reflect.get(client, key);
      if (typeof key !== 'string' || key.startsWith('$') || typeof model !== 'object' || model === null)
        return undefined;
      return new Proxy(model, { get: (delegate, method) => inScope(delegate, method) });
    },
  });
  return reader as ReadClient;
}
