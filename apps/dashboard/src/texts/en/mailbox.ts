export const mailbox = {
  title: 'Mailbox of this machine',
  lead: 'Letters that Clawberth would have sent. No mail server is set up here, so they stay on this machine, and only this machine can open this page.',
  setUp: 'To send them for real, set SMTP_URL and MAIL_FROM and start Clawberth again.',
  none: 'No letters',
  noneText: 'Invite somebody with a letter, and it shows up here.',
  to: (recipient: string) => `To ${recipient}`,
};
