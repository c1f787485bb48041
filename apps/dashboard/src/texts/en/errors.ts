export const errors = {
  internal: (correlationId: string) =>
    `Something went wrong on our side and nothing was changed. Try again; if it happens again, tell your operator this number: ${correlationId}`,
  sessionEnded: 'Your session has ended. Sign in again to go on.',
  signInAgain: 'Sign in',
  checkTheForm: 'Something in the form is not right. Look at the marked fields.',
  foreignOrigin: 'This request came from another site and was refused.',
  network: 'The server could not be reached. Check your connection and try again; what you typed is still here.',
  botSilent: 'The bot does not answer right now. It may be starting or stopped; try again in a moment.',
  notFoundTitle: 'There is nothing here',
  notFoundText: 'This page does not exist, or it is not yours to see. Nothing was changed.',
  forbiddenTitle: 'Your role does not allow this',
  forbiddenText: 'An owner or an admin of the organisation can show it to you or change your role.',
  brokenTitle: 'This page could not be shown',
  brokenText: 'The fault is on our side. Your bots keep running and nothing was changed.',
  brokenNumber: (digest: string) => `Number for your operator: ${digest}`,
  tryAgain: 'Try again',
  toBots: 'Go to your bots',
};
