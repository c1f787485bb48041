export const settings = {
  title: 'Settings',
  organisation: 'Organisation',
  name: 'Name',
  address: 'Short name',
  created: 'Created',
  yourRole: 'Your role',
  appearance: 'Appearance',
  appearanceText: 'Kept on this device.',
  account: 'Your account',
  sessionText: 'Password, second factor, and where you are signed in.',
  toAccount: 'Open your account',
  security: {
    title: 'Sign-in of members',
    label: 'Ask all members for a second factor',
    text: 'They sign in with their password and a code from an app on their phone.',
    on: 'Everybody must have a second factor.',
    off: 'Members may sign in with their password alone.',
    turnOnTitle: 'Ask all members for a second factor?',
    turnOffTitle: 'No longer ask for a second factor?',
    turnOffText: 'Members may sign in with their password alone again. Those who have a second factor keep it.',
    lockedOut: (count: number) =>
      count === 1
        ? 'One member has none yet. They cannot enter until they set one up, which takes about two minutes:'
        : `${count} members have none yet. They cannot enter until they set one up, which takes about two minutes:`,
    more: (count: number) => `and ${count} more`,
    nobodyLockedOut: 'Every member has one already. Nobody is kept out.',
    botsGoOn: 'Bots keep running, whoever can enter.',
    ownFirst: 'You need one yourself first. Set it up, then you can ask it of everybody.',
    setUpOwn: 'Set up your second factor',
    signInAgain: 'Sign in again with it',
    signInAgainText:
      'You have a second factor, but signed in without it. Sign in again with it, then you can ask it of everybody.',
    ask: 'Ask everybody',
    stopAsking: 'Stop asking',
    asked: 'From now on everybody needs a second factor.',
    notAsked: 'Members may sign in without a second factor again.',
  },
};
