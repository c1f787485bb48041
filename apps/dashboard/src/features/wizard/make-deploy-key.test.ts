import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeDeployKey } from './make-deploy-key.ts';

test('is a random UUID of version 4', () => {
  const keys = Array.from({ length: 50 }, makeDeployKey);
  for (const key of keys) expect(z.uuidv4().safeParse(key).success).toBe(true);
  expect(new Set(keys).size).toBe(50);
});
