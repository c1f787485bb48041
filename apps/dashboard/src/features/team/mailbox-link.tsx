import { texts } from '@/texts/index.ts';

/** To the letters of a machine without a mail server. */
export function MailboxLink() {
  return (
    <a
      href="/dev/mailbox"
      target="_blank"
      rel="noreferrer"
      className="font-medium text-primary underline underline-offset-4"
    >
      {texts.team.mailbox}
    </a>
  );
}
