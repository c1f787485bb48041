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
