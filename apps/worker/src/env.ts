import { readEnv } from '@clawberth/core';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

const schema = z.object({
  CLAWBERTH_INSTANCE: z
    .string()
    .regex(/^[a-z0-9]{1,8}$/)
    .default('default'),
  LOG_LEVEL: z.string().max(10).default('info'),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  /** A path: the secret itself is never in the environment. */
  MASTER_SECRET_FILE: z.string().min(1),
  /** Tag of the bot image, as `infra/bot-image/build.mjs` prints it. */
  BOT_IMAGE: z.string().min(1).max(200),
  AIRLOCK_BOT_PORT: port.default(7070),
  DOCKER_SOCKET: z.string().default('/var/run/docker.sock'),
  WORKER_HEALTH_PORT: port.default(7072),
});

export type Env = z.infer<typeof schema>;

/** The settings of this process. Throws `invalid_input` with a list of everything that is missing or wrong. */
export function env(): Env {
  return readEnv<Env>(schema, process.env);
}
