import { afterAll, beforeAll } from 'vitest';
import { createTestServices, type TestServices } from './create-test-services.ts';

/** Test services for the tests of one file: made before them, closed after them. Only to be read inside of tests and hooks. */
export function useTestServices(): TestServices {
  let services: TestServices | undefined;
  beforeAll(async () => {
    services = await createTestServices();
  });
  afterAll(() => services?.close());
  return live(() => services);
}

/** Stands for something that a hook makes later, or makes anew: reads go to the newest one. */
export function live<T extends object>(newest: () => T | undefined): T {
  const read = () => {
    const made = newest();
    if (made === undefined) throw new Error('Not made yet: read it inside of a test or a hook.');
    return made;
  };
  // The proxied object is empty, so every trap that a read or a spread comes through asks the real one.
  return new Proxy({} as T, {
    get: (_, key) => Reflect.get(read(), key) as unknown,
    has: (_, key) => Reflect.has(read(), key),
    ownKeys: () => Reflect.ownKeys(read()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(read(), key),
    set: () => false,
  });
}
