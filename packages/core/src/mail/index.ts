export { composeInvitation, type InvitationFacts } from './compose-invitation.ts';
export { composeMail } from './compose-mail.ts';
export { readMailbox, type MailboxLetter } from './read-mailbox.ts';
export { sendDueMail } from './send-due-mail.ts';
export { createMailer, type Mailer, type MailerOptions } from './send-by-smtp.ts';
export type { Mail, MailKind, MailMatter } from './types.ts';
