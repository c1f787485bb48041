import { afterAll, beforeAll } from 'vitest';
import { createTestServices, type TestServices } from './create-test-services.ts';
import { live } from './live.ts';

/** Test services for the tests of one file: made before them, closed after them. Only to be read inside of tests and hooks. */
export function useTestServices(): TestServices {
  let services: TestServices | undefined;
  beforeAll(async () => {
    services = await createTestServices();
  });
  afterAll(() => services?.close());
  return live(() => services);
}
