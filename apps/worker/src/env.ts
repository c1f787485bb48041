import { auditFields, portField, processFields, readEnv } from '@clawberth/core';
import { z } from 'zod';

const schema = z.object({
  ...processFields,
  ...auditFields,
  /** Tag of the bot image, as `infra/bot-image/build.mjs` prints it. */
  BOT_IMAGE: z.string().min(1).max(200),
  AIRLOCK_BOT_PORT: portField.default(7070),
  DOCKER_SOCKET: z.string().default('/var/run/docker.sock'),
  WORKER_HEALTH_PORT: portField.default(7072),
});

export type Env = z.infer<typeof schema>;

/** The settings of this process. Throws `invalid_input` with a list of everything that is missing or wrong. */
export function env(): Env {
  return readEnv<Env>(schema, process.env);
}
