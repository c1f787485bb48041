import { connectTo, type Connection } from '@clawberth/db/testing';
import { afterAll, beforeAll } from 'vitest';
import type { TestServices } from './create-test-services.ts';
import { live } from './live.ts';

/** A connection of who owns the tables, and can do what a superuser can, for the tests of one file. */
export function useTableOwner(services: Pick<TestServices, 'ownerUrl'>): Connection {
  let owner: Connection | undefined;
  beforeAll(async () => {
    owner = await connectTo(services.ownerUrl);
  });
  afterAll(() => owner?.close());
  return live(() => owner);
}
