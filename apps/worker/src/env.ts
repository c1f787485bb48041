import { auditFields, portField, processFields, readEnv } from '@clawberth/core';
import { z } from 'zod';

const fields = z.object({
  ...processFields,
  ...auditFields,
  /** Tag of the bot image, as `infra/bot-image/build.mjs` prints it. */
  BOT_IMAGE: z.string().min(1).max(200),
  AIRLOCK_BOT_PORT: portField.default(7070),
  DOCKER_SOCKET: z.string().default('/var/run/docker.sock'),
  WORKER_HEALTH_PORT: portField.default(7072),
  /** How people reach the dashboard, for buttons in letters; without it they have none. */
  DASHBOARD_URL: z.url().optional(),
  /** `smtp://user:password@host:587` or `smtps://…:465`; without it letters wait. */
  SMTP_URL: z.string().max(500).optional(),
  /** Whom letters come from, such as `Clawberth <bots@example.com>`. */
  MAIL_FROM: z
    .string()
    .max(320)
    .regex(/^[^@\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'should look like Clawberth <bots@example.com>.')
    .optional(),
});

const schema = fields.superRefine(({ SMTP_URL, MAIL_FROM }, issues) => {
  if (SMTP_URL === undefined || MAIL_FROM !== undefined) return;
  const message = 'is missing, but SMTP_URL is set. It should look like Clawberth <bots@example.com>.';
  issues.addIssue({ code: 'custom', path: ['MAIL_FROM'], message });
});

export type Env = z.infer<typeof schema>;

/** The settings of this process. Throws `invalid_input` with a list of everything that is missing or wrong. */
export function env(): Env {
  return readEnv<Env>(schema, process.env);
}
