import { z } from 'zod';
import { credentialOf } from './credential-names.ts';
import { steersProgram } from './steering-names.ts';
import { byteLength, UNSENDABLE, VARIABLE_LIMITS, VARIABLE_NAME } from './variable-limits.ts';

// No message here may hold a value: they reach logs and the screen.
const nameSchema = z
  .string('a variable needs a name')
  .regex(VARIABLE_NAME, 'must be a name of capital letters, digits and _, at most 64')
  .refine(
    (name) => !steersProgram(name) && credentialOf(name) === null,
    'is a name that a bot’s variable may not have',
  );

const valueSchema = z
  .string('a variable needs a value')
  .refine((value) => byteLength(value) <= VARIABLE_LIMITS.valueBytes, 'may have 32 KiB')
  .refine((value) => !UNSENDABLE.test(value), 'may not hold control characters');

/** `secret`: the agent also keeps it out of the log that it hands on. */
export type EnvironmentVariable = { name: string; value: string; secret: boolean };

/** What the gateway's environment holds besides what it needs itself; each limit once more, where it counts. */
export const environmentSchema: z.ZodType<EnvironmentVariable[]> = z
  .array(z.strictObject({ name: nameSchema, value: valueSchema, secret: z.boolean() }))
  .max(VARIABLE_LIMITS.count, 'may have 100 variables')
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names a variable twice')
  .refine(
    (all) =>
      all.reduce((sum, one) => sum + byteLength(one.name) + byteLength(one.value), 0) <= VARIABLE_LIMITS.totalBytes,
    'may have 64 KiB in all',
  );
