import 'server-only';
import { env } from '@/env.ts';

export type LetterWay = 'sent' | 'mailbox' | 'none';

/** What becomes of a letter: a mail server takes it, it stays in this machine's mailbox, or there is no way for it. */
export function letterWay(): LetterWay {
  const { MAIL_FROM, MAIL_MAILBOX } = env();
  if (MAIL_MAILBOX) return 'mailbox';
  return MAIL_FROM === undefined ? 'none' : 'sent';
}
