/** Forgotten passwords. */
export const password = {
  forgotLink: 'Forgot your password?',
  forgotTitle: 'Choose a new password',
  forgotLead: 'Write your e-mail address. If it has an account here, a letter with a link is on its way at once.',
  send: 'Send the letter',
  sentTitle: 'Look into your mail',
  sentText: (email: string) =>
    `If ${email} has an account here, a letter with a link has been sent. The link works once, for half an hour. Look into the spam folder too.`,
  mailbox: 'No mail server is set up here; letters stay on this machine:',
  noLettersTitle: 'No letter can be sent from here',
  noLettersText:
    'This Clawberth has no mail server, so it cannot send you a link. Ask whoever runs it to set one up; your bots go on working meanwhile.',
  back: 'Back to sign-in',
  resetTitle: 'Choose a new password',
  resetLead: 'It holds from now on, and all browsers are signed out. A second factor stays as it is.',
  newPassword: 'New password',
  newPasswordHint: 'At least 12 characters. Three or four words that do not belong together do well.',
  set: 'Set the password',
  doneTitle: 'Your password is set',
  doneText: 'Sign in with it now.',
  signIn: 'Sign in',
  noTicketTitle: 'This link is not whole',
  noTicketText: 'Open the link from the letter again, or ask for a new letter.',
  ask: 'Ask for a new letter',
  checks: {
    email: 'Write an e-mail address such as mira@example.org.',
    short: 'Use at least 12 characters.',
    long: 'Use at most 128 characters.',
  },
};
