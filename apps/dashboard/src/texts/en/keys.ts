const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const names = (bots: readonly string[]): string => LIST.format(bots);

export const keys = {
  lead: 'Keys are sealed and kept outside the sandbox. Nobody can read them again, you neither; a fingerprint tells two apart.',
  onlyAdmins: 'Only owners and admins set keys.',
  onlyLook: 'You see here how old each one is. Replacing, stopping and renewing is theirs.',
  fingerprint: 'Fingerprint',
  setBy: 'Set',
  setByName: (name: string) => `by ${name}`,
  setByFormer: 'by somebody who is no longer a member',
  sharedWith: 'Also used by',
  kinds: { telegram_token: 'Telegram token', provider_key: 'AI key' },
  names,

  rotation: {
    fresh: 'Fresh',
    soon: 'Replace soon',
    due: 'Replace now',
    stopped: 'Stopped',
    dueAt: 'Due',
    reasons: {
      age: {
        days_90: 'Older than 90 days.',
        days_30: 'Older than 30 days.',
        quarterly: 'Set in an earlier quarter of the year.',
      },
      member_left: 'Somebody who could have got at it has left the team.',
      suspected: 'Somebody said that it may have leaked.',
    },
    stoppedText: {
      telegram_token:
        'Nothing here uses this token any more. The bot hears and says nothing on Telegram until it has a new one.',
      provider_key: 'Nothing here uses this key any more. The bot answers nobody until it has a new one.',
    },
    stoppedAt: 'Stopped',
  },

  telegram: {
    title: 'Telegram token',
    none: 'This bot has no Telegram token: it answers on the web chat only.',
    replace: 'Replace the token',
    open: 'Open',
    andSend: 'in Telegram and send',
    chooseBot: (username: string | null) => (username ? `Choose @${username}` : 'Choose your bot'),
    copy: 'Copy the long token that BotFather sends, and paste it here',
    between:
      'The old token ends with the first step. Until you have pasted the new one, messages wait at Telegram; none is lost.',
    field: 'New Telegram token',
    checking: 'Asking Telegram whose token this is …',
    sealed: 'It is sealed at once and never shown again, to anyone.',
    same: (username: string) => `This is @${username}, the same Telegram bot.`,
    sameOn: 'It goes on without a restart; no message is lost.',
    sameRestart:
      'It has stopped asking Telegram, so it restarts, which takes about 20 seconds. Messages wait at Telegram; none is lost.',
    other: (username: string) => `This is another Telegram bot: @${username}.`,
    otherRestart: 'People write to that one from now on. The bot restarts, which takes about 20 seconds.',
    otherPaused: 'People write to that one from now on. It is used at the next start.',
    asked: (username: string) => `Telegram knows the new token: @${username}`,
    swapping: 'Putting it in the old one’s place',
    swapped: 'Put in the old one’s place, without a restart',
    swappedRestart: 'Put in the old one’s place; the bot restarts, about 20 seconds',
    swappedPaused: 'Put in the old one’s place, for the next start',
    ends: 'The old token ends',
    ended: (fingerprint: string) => `The old token (${fingerprint}) no longer works`,
    endedHere: (fingerprint: string) => `Nothing here uses the old token (${fingerprint}) any more`,
    endOther: (username: string | null) =>
      `At Telegram the old token${username ? ` of @${username}` : ''} still works. Send /revoke for that bot too if nobody needs it.`,
  },

  provider: {
    title: 'AI provider',
    provider: 'Provider',
    unknown: 'No longer offered',
    model: 'Model',
    demo: 'The Demo model needs no key.',
    replace: 'Replace the key',
    replaceTitle: 'A new key',
    make: 'Make a new key at',
    makeText: 'Name it after this bot, so that you know later which one to delete.',
    limit: 'Set a monthly limit there.',
    limitText: 'A leaked key with a limit costs you the limit at most.',
    paste: 'Paste it here.',
    pasteText: 'It is tried with one small question. The old key stays in use until the new one has answered.',
    pasteStopped: 'It is tried with one small question. The bot answers again as soon as it is in.',
    field: 'New key',
    asking: (provider: string) => `Asking ${provider} one small question with it`,
    asked: (provider: string) => `${provider} answered with the new key`,
    swapping: 'Putting it in the old one’s place',
    swapped: 'Put in the old one’s place, without a restart',
    swappedStart: 'Put in the old one’s place; the bot starts again',
    deleteOld: (fingerprint: string) => `Now delete the old key (${fingerprint}) at`,
    deleteText: 'Clawberth cannot do that for you. Until then it works for whoever has it.',
    change: 'Change the provider',
    changeTitle: 'Who answers from now on?',
    changeEffect: 'It applies now, without a restart. Conversations keep going.',
    oldKeyGoes: (provider: string) => `The sealed ${provider} key is deleted.`,
    changing: (provider: string) => `Changing to ${provider} …`,
    changed: (provider: string) => `${provider} answers from now on.`,
  },
  stepStatus: { waiting: 'not yet', active: 'going on', done: 'done', failed: 'failed' },
  stepsLabel: 'What happens',
  done: 'Done',

  leak: {
    open: 'I think it leaked',
    openOf: (what: string) => `I think it leaked: ${what}`,
    title: { telegram_token: 'When others may know the token', provider_key: 'When others may know the key' },
    text: 'It happens to many. Do these three in this order; it takes a few minutes.',
    stop: 'Stop it here',
    stopWhat: (bots: readonly string[]) =>
      bots.length === 1
        ? `${names(bots)} uses it and stops answering until it has a new one.`
        : `${names(bots)} use it and stop answering until they have a new one.`,
    stopKeeps: {
      telegram_token: 'Messages wait at Telegram for up to a day.',
      provider_key: 'Conversations, memory and settings stay.',
    },
    stopNow: 'Stop it now',
    stopped: 'Stopped. Nothing here uses it any more.',
    stoppedBots: (bots: readonly string[]) =>
      bots.length === 1 ? `${names(bots)} waits for a new one.` : `${names(bots)} wait for a new one.`,
    endKey: 'End it at',
    endKeyText:
      'Delete the key there. Only that stops somebody who has a copy. If you cannot get in right now, go on here and do it later.',
    endAtProvider: 'End it at the provider',
    endUnknown: 'Delete the key there. Only that stops somebody who has a copy.',
    endToken: 'End it in Telegram',
    endTokenText: 'Send /revoke to BotFather and choose the bot. Only that stops somebody who has a copy.',
    putIn: 'Put in a new one',
    putInText: {
      telegram_token: 'BotFather sends it to you in the step before.',
      provider_key: 'Make a new key there, with a monthly limit.',
    },
    mark: 'Not sure? Only remind us',
    markText: 'It goes on working, marked “Replace now”, and owners and admins are reminded until it is replaced.',
    marked: 'Marked. Owners and admins are reminded until it is replaced.',
    alreadyMarked: 'It is marked “Replace now” already.',
  },

  inner: {
    title: 'Inner tokens',
    text: 'Made by Clawberth for this bot alone, from 32 random bytes or more. They work only at the airlock and only from this bot’s sandbox. Nobody ever sees them; when they are due, Clawberth renews them by itself.',
    made: 'Made',
    renew: 'Renew',
    renewTitle: 'Renew the inner tokens?',
    renewText:
      'The bot restarts with new ones, which takes about 20 seconds. Messages wait at Telegram meanwhile; none is lost.',
    renewWeb: 'The bot restarts with new ones, which takes about 20 seconds. The chat here waits meanwhile.',
    renewPaused: 'The bot is paused. It gets new ones at its next start.',
    atOnce: 'End the old ones at once',
    atOnceText: 'Choose this when somebody may know them. An answer that is being written is cut off.',
    notAtOnce: 'Otherwise they end as soon as the new sandbox has taken over.',
    renewing: 'Being renewed',
    renewingText: 'The bot restarts with new tokens; the old ones end when it is back.',
    renewed: 'New tokens are made. The bot takes them over now.',
    renewedPaused: 'New tokens are made. The bot takes them over at its next start.',
  },

  places: {
    title: 'Where your secrets live',
    text: 'For this bot, all of it.',
    columns: { what: 'What', where: 'Where it is', seal: 'Sealed by', reader: 'Who can read it' },
    database: 'Clawberth’s database',
    dataKey: 'your organisation’s data key',
    rows: {
      telegram: {
        what: 'Telegram token',
        reader: 'No person. The airlock opens it for each request to Telegram; it never enters the sandbox.',
      },
      provider: {
        what: 'AI key',
        reader: 'No person. The airlock opens it for each question to the provider; it never enters the sandbox.',
      },
      inner: {
        what: 'Inner tokens',
        where: 'Clawberth’s database; the bot’s sandbox has its own',
        reader: 'No person. The airlock, and the bot itself. They work nowhere else.',
      },
      environment: {
        what: 'Environment',
        where: 'Clawberth’s database; the running sandbox has it too',
        reader:
          'The bot itself can read its environment. Plain variables: owners and admins too; secret ones: no person.',
      },
      settings: {
        what: 'Name, texts, model',
        where: 'Clawberth’s database; the bot’s sandbox has them too',
        reader: 'Members of your organisation except guests, and the bot itself.',
      },
      conversations: {
        what: 'Conversations and memory',
        where: 'The bot’s own storage on this machine, and nowhere else',
        seal: 'not by Clawberth',
        reader: 'The bot itself, and who runs this machine.',
      },
    },
    honest: 'We must open these to run the bot.',
    honestText:
      'So this is sealing at rest, under keys that are kept apart from the data: a copy of the database or of a backup opens nothing. It is not end-to-end: whoever runs this machine as its administrator could read everything.',
  },

  policy: {
    title: 'Replacing keys',
    text: 'How old a key may get before Clawberth asks for a new one.',
    choices: {
      days_90: { title: 'Every 90 days', text: 'Right for most.' },
      days_30: { title: 'Every 30 days', text: 'For a business with much to lose.' },
      quarterly: { title: 'Every quarter', text: 'All together, when a quarter of the year begins.' },
    },
    label: 'How often',
    save: 'Save',
    saved: 'Saved. It holds for every key from now on.',
    onlyAdmins: 'Owners and admins decide this.',
    listTitle: 'Keys to replace',
    none: 'None. Every key is younger than that, and nobody has doubted one.',
    noKeys:
      'When a key gets too old, somebody leaves or says that it leaked, it stands here with the way to replace it.',
    open: (bot: string) => `Open the keys of ${bot}`,
    letters: 'Owners and admins get a letter about them, once a week at most.',
  },
};
