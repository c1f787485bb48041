/** Keys that were pasted where they do not belong. */
export const pasteGuard = {
  is: (label: string) => `This is ${label}.`,
  not: (label: string, wanted: string) => `This is ${label}, not ${wanted}.`,
  unsure: 'This looks like a key or a password.',
  more: (count: number) => (count === 1 ? 'There is 1 more in this text.' : `There are ${count} more in this text.`),
  readers: {
    bot: 'In these texts the bot and everybody on your team could read it.',
    name: 'Everybody who talks to the bot could read it here.',
    organisation: 'Everybody on your team could read it here.',
    person: 'Everybody on your team could read it here.',
    support: 'The customer and your colleagues could read it here.',
  },
  takeOut: 'Take it out',
  keep: 'It is not secret',
  moveToKeys: 'Move it to Keys',
  moveTo: {
    telegram_token: 'Move it to the Telegram token',
    provider_key: 'Move it to the AI key',
    variable: 'Move it to the variables',
  },
  chooseProvider: (label: string) => `Choose ${label} instead`,
  wanted: { token: 'a Telegram token', key: (label: string) => `a key of ${label}` },
  waits: {
    telegram_token:
      'It is out of the text and waits, masked, in the field of the Telegram token. Save this page first.',
    provider_key: 'It is out of the text and waits, masked, in the field of the AI key. Save this page first.',
    variable: 'It is out of the text and waits, masked, among the bot’s variables. Save this page first.',
  },
  waitsInStep: (step: string) => `It is out of the text and waits, masked, in the step “${step}”`,
  openKeys: 'Open Keys',
  takenOut: 'It is out of the text.',
  seen: 'It has been seen on this screen: replace it soon where it comes from.',
  arrived: 'It was taken out of a text and is filled in here. It has been seen on a screen, so replace it soon.',
  first: 'There is a key in this text. Take it out first.',
};
