import type { z } from 'zod';
import type { StripeState, World } from '../stripe-state.ts';
import { checkParameters } from './check-parameters.ts';

export type Context = { state: StripeState; world: World };
export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  pattern: RegExp;
  run: (context: Context, parameters: unknown, ids: string[]) => object;
};

/** One call: `/v1/customers/:id` with the schema of its parameters; a parameter outside of it is refused. */
export function route<S extends z.ZodObject>(
  method: Route['method'],
  path: string,
  schema: S,
  run: (context: Context, parameters: Omit<z.output<S>, 'expand'>, id: string, second: string) => object,
): Route {
  return {
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`),
    run: (context, parameters, ids) => {
      const checked: z.output<S> & { expand?: unknown } = { ...checkParameters(schema, parameters) };
      delete checked.expand;
      return run(context, checked, ids[0] ?? '', ids[1] ?? '');
    },
  };
}
