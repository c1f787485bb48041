import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** How letters go. The worker sends them; the dashboard only has to know whether it does. */
export const mailFields = {
  /** Whom letters come from; set where the worker has a mail server. */
  MAIL_FROM: z.string().max(320).optional(),
  /** 1 shows letters at /dev/mailbox instead, to this machine alone: for trying Clawberth out. */
  MAIL_MAILBOX: z
    .enum(['0', '1'])
    .default('0')
    .transform((value) => value === '1'),
};

type MailEnv = { MAIL_MAILBOX: boolean; NEXTAUTH_URL: string };

/** The mailbox is for a dashboard that only its own machine reaches; for `superRefine`. */
export function requirePrivateMailbox({ MAIL_MAILBOX, NEXTAUTH_URL }: MailEnv, issues: z.core.$RefinementCtx): void {
  if (!MAIL_MAILBOX || isLoopbackName(new URL(NEXTAUTH_URL).hostname)) return;
  const message = 'may be 1 only where NEXTAUTH_URL is on localhost: it shows letters to whoever is on this machine.';
  issues.addIssue({ code: 'custom', path: ['MAIL_MAILBOX'], message });
}

/** A name by which a machine calls itself. */
export function isLoopbackName(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}

/** An address that only the machine itself has. */
export function isLoopbackAddress(address: string | null): boolean {
  return (
    address !== null && /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.test(address)
  );
}
