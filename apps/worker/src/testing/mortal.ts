import type { AgentClient } from '@clawberth/openclaw';
import type { WorkerParts } from '../worker-parts.ts';

/** What a dead process would not have reached. */
export class Killed extends Error {}

export type Mortal = { parts: WorkerParts; dead: () => boolean; operations: () => number };

/**
 * The same worker, killed (as by `kill -9`) in place of its `diesAt`-th operation on anything outside itself:
 * Postgres, the runtime or an agent. From then on nothing that it tries has any effect.
 */
export function makeMortal(parts: WorkerParts, diesAt: number): Mortal {
  let operations = 0;
  let dead = false;
  const step = (): void => {
    operations += 1;
    if (operations >= diesAt) dead = true;
    if (dead) throw new Killed();
  };
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]): Promise<unknown> => {
          step();
          return Reflect.apply(value, object, args);
        };
      },
    });
  const { services } = parts;
  const { lookup } = services.database;
  const database = {
    ...services.database,
    tenantTransaction: wrap({ run: services.database.tenantTransaction }).run,
    // Leases are taken and given back by functions of Postgres, asked outside of a transaction.
    lookup: wrap(lookup),
  } as typeof services.database;
  return {
    parts: {
      ...parts,
      services: { ...services, database },
      runtime: wrap(parts.runtime),
      connectAgent: (address, token): AgentClient => wrap(parts.connectAgent(address, token)),
    },
    dead: () => dead,
    operations: () => operations,
  };
}
