import { outsideFields, portField, processFields, readEnv } from '@clawberth/core';
import { z } from 'zod';

const schema = z.object({
  ...processFields,
  ...outsideFields,
  AIRLOCK_BOT_PORT: portField.default(7070),
  AIRLOCK_INBOUND_PORT: portField.default(7071),
  AIRLOCK_INBOUND_HOST: z.string().default('127.0.0.1'),
});

export type Env = z.infer<typeof schema>;

/** The settings of this process. Throws `invalid_input` with a list of everything that is missing or wrong. */
export function env(): Env {
  return readEnv<Env>(schema, process.env);
}
