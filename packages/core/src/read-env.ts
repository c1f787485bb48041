import type { ZodType } from 'zod';
import { ClawberthError } from './errors.ts';

export function readEnv<T>(_schema: ZodType<T>, _source: Record<string, string | undefined>): T {
  throw new ClawberthError('internal', 'Not built yet.');
}
