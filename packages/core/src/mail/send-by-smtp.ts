import { createTransport } from 'nodemailer';
import { ClawberthError } from '../errors.ts';
import type { Mail } from './types.ts';

export type MailerOptions = {
  /** `smtp://user:password@host:587` (STARTTLS demanded) or `smtps://…:465`. Nothing behind the port. */
  smtpUrl: string;
  /** `Clawberth <bots@example.com>`. */
  from: string;
  /** How long the mail server may be silent, in milliseconds. */
  timeoutMs?: number;
};

export type Mailer = {
  /**
   * Hands a letter over to the mail server. Throws `outside_unreachable` when it may work later and
   * `outside_refused` when it will not; neither message holds the password or the letter. A letter that is sent twice
   * under one `id` can be known as one by whoever gets it (RFC 5322, Message-ID).
   */
  send(mail: Mail & { to: string; id?: string }): Promise<void>;
  close(): void;
};

const TIMEOUT_MS = 10_000;
/** The only places to which a letter may go unencrypted. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** Sends letters through one mail server. Throws `invalid_input` for an address that is none. */
export function createMailer({ smtpUrl, from, timeoutMs = TIMEOUT_MS }: MailerOptions): Mailer {
  const transport = createTransport(
    {
      ...readSmtpUrl(smtpUrl),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    // RFC 3834: nobody's holiday notice answers to it.
    { from, headers: { 'Auto-Submitted': 'auto-generated' } },
  );
  return {
    async send({ to, id, subject, text, html }) {
      try {
        const messageId = id === undefined ? {} : { messageId: `<${id}@${domainOf(from)}>` };
        await transport.sendMail({ to: { name: '', address: to }, subject, text, html, ...messageId });
      } catch (error) {
        throw toClawberthError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** `example.com` of `Clawberth <bots@example.com>`. */
function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'clawberth.invalid';
}

/** nodemailer's settings, made from the few parts that an address may have: no query can switch off a check. */
export function readSmtpUrl(smtpUrl: string) {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  const secure = url?.protocol === 'smtps:';
  if (url === null || (!secure && url.protocol !== 'smtp:') || url.hostname === '' || url.search !== '') {
    throw new ClawberthError('invalid_input', 'SMTP_URL should look like smtp://user:password@mail.example.com:587.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = LOOPBACK.has(host);
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !loopback,
    ignoreTLS: !secure && loopback,
    tls: { minVersion: 'TLSv1.2' as const },
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  };
}

/** Node's codes for a certificate that does not hold: `CERT_HAS_EXPIRED`, `DEPTH_ZERO_SELF_SIGNED_CERT` and such. */
const CERTIFICATE_PROBLEM = /CERT|ALTNAME|UNABLE_TO_VERIFY/;

/** nodemailer's errors can quote the conversation; of those only the code and the server's number go on. */
function toClawberthError(error: unknown): ClawberthError {
  const { code, originalCode, responseCode } = error as { code?: string; originalCode?: string; responseCode?: number };
  const cause = [code, originalCode, responseCode].filter((part) => part !== undefined).join(' ');
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return new ClawberthError(
      'outside_refused',
      'The mail server refused our user name and password. Check SMTP_URL.',
      { cause },
    );
  }
  if (code === 'ETLS' || CERTIFICATE_PROBLEM.test(originalCode ?? '')) {
    return new ClawberthError(
      'outside_unreachable',
      'The mail server offers no encrypted connection that can be trusted. The letter was not sent.',
      { cause },
    );
  }
  if (responseCode !== undefined && responseCode >= 500) {
    return new ClawberthError(
      'outside_refused',
      `The mail server refused the letter or its recipient (${responseCode}). Check the address.`,
      { cause },
    );
  }
  return new ClawberthError(
    'outside_unreachable',
    'The mail server did not take the letter. It can be tried again later.',
    { cause },
  );
}
