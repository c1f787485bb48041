import type { FailureCard } from '../bot/views.ts';

export type FailureText = Pick<FailureCard, 'title' | 'whatHappened' | 'whoCanFix' | 'nextStep' | 'action'>;

const OURS = { whoCanFix: 'us', action: 'retry' } as const;

/** What went wrong, by code, for the person whose bot it is. */
export const FAILURE_TEXTS: Readonly<Record<string, FailureText>> = {
  telegram_token_refused: {
    title: 'Telegram refused the token',
    whatHappened:
      'Telegram no longer takes this bot’s token. It was probably regenerated or the bot deleted in BotFather. Nothing was lost.',
    whoCanFix: 'you',
    nextStep: 'Copy the current token from @BotFather and paste it here.',
    action: 'replace_telegram_token',
  },
  telegram_in_use_elsewhere: {
    title: 'Another program uses this Telegram bot',
    whatHappened:
      'Telegram gives a bot’s messages to one program only, and another one is fetching them. Your bot hears only some of them.',
    whoCanFix: 'you',
    nextStep: 'Stop the other program, or make a new token in @BotFather and paste it here.',
    action: 'replace_telegram_token',
  },
  provider_key_refused: {
    title: 'The AI provider refused the key',
    whatHappened: 'The provider no longer takes this bot’s key, so it cannot answer. Nothing was lost.',
    whoCanFix: 'you',
    nextStep: 'Make a new key at the provider and paste it here.',
    action: 'replace_provider_key',
  },
  telegram_token_stopped: {
    title: 'The Telegram token was stopped',
    whatHappened:
      'Clawberth uses this token for nothing any more, so the bot hears and says nothing on Telegram. Messages wait at Telegram for a day.',
    whoCanFix: 'you',
    nextStep: 'Make a new token in @BotFather, which also ends the old one there, and paste it here.',
    action: 'replace_telegram_token',
  },
  provider_key_stopped: {
    title: 'The AI key was stopped',
    whatHappened: 'Clawberth uses this key for nothing any more, so the bot cannot answer. Nothing was lost.',
    whoCanFix: 'you',
    nextStep: 'Delete the old key at the provider, make a new one and paste it here.',
    action: 'replace_provider_key',
  },
  provider_quota_used_up: {
    title: 'The AI account has no credit left',
    whatHappened: 'The provider knows the key, but the account behind it cannot pay for answers.',
    whoCanFix: 'you',
    nextStep: 'Add credit at the provider. The bot goes on by itself.',
    action: 'retry',
  },
  provider_unreachable: {
    title: 'The AI provider does not answer',
    whatHappened: 'The provider has a problem of its own, or cannot be reached from here. Nothing was lost.',
    whoCanFix: 'provider',
    nextStep: 'Nothing to do: Clawberth keeps trying.',
    action: 'retry',
  },
  telegram_unreachable: {
    title: 'Telegram does not answer',
    whatHappened:
      'Telegram has a problem of its own, or cannot be reached from here. Messages wait at Telegram and are not lost.',
    whoCanFix: 'provider',
    nextStep: 'Nothing to do: Clawberth keeps trying.',
    action: 'retry',
  },
  config_invalid: {
    title: 'OpenClaw did not take the settings',
    whatHappened:
      'OpenClaw refused the settings that Clawberth wrote for this bot. The bot was not started with half of them.',
    whoCanFix: 'us',
    nextStep: 'Try again: the settings are written anew. If it comes back, ask the people who run this Clawberth.',
    action: 'retry',
  },
  gateway_exited: {
    title: 'OpenClaw stopped by itself',
    whatHappened: 'OpenClaw ended while it was starting or working. The bot’s memory is kept.',
    nextStep: 'Try again. If it happens twice, show the log lines to the people who run this Clawberth.',
    ...OURS,
  },
  out_of_memory: {
    title: 'The bot ran out of memory',
    whatHappened: 'OpenClaw needed more memory than its sandbox may have and was stopped. What it had saved is kept.',
    nextStep: 'Start it again.',
    ...OURS,
  },
  start_timeout: {
    title: 'OpenClaw took too long to start',
    whatHappened: 'OpenClaw did not become ready in time. The machine may be busy. Nothing was lost.',
    nextStep: 'Try again.',
    ...OURS,
  },
  gvisor_missing: {
    title: 'The sandbox is not available',
    whatHappened: 'The sandbox program gVisor does not work on this machine, and Clawberth starts no bot without it.',
    nextStep: 'The people who run this Clawberth have to mend the sandbox; “npm run doctor” says how.',
    ...OURS,
  },
  firewall_missing: {
    title: 'The firewall around the bots is missing',
    whatHappened: 'The rules that keep bots apart are not in place, and Clawberth starts no bot without them.',
    nextStep: 'The people who run this Clawberth have to mend the firewall; “npm run doctor” says how.',
    ...OURS,
  },
  not_isolated: {
    title: 'The sandbox did not pass its check',
    whatHappened:
      'The sandbox was built, but was not as closed as it must be. It was taken down at once, before any key came near it.',
    nextStep: 'Try again. If it happens twice, the people who run this Clawberth have to look.',
    ...OURS,
  },
  image_missing: {
    title: 'OpenClaw is not installed here',
    whatHappened: 'The image that bots are started from is not on this machine.',
    nextStep: 'The people who run this Clawberth have to build it: “npm start” does.',
    ...OURS,
  },
  runtime_unavailable: {
    title: 'The machine that runs the bots does not answer',
    whatHappened: 'Docker did not answer. Bots that already run go on.',
    nextStep: 'Nothing to do: Clawberth keeps trying.',
    ...OURS,
  },
};

const UNKNOWN: FailureText = {
  title: 'Something went wrong on our side',
  whatHappened: 'The bot could not be started. Nothing was lost.',
  nextStep: 'Try again. If it happens twice, show the log lines to the people who run this Clawberth.',
  ...OURS,
};

/** The text for a code; a code that nobody described reads as a fault of ours. */
export function failureText(code: string): FailureText {
  return Object.hasOwn(FAILURE_TEXTS, code) ? (FAILURE_TEXTS[code] ?? UNKNOWN) : UNKNOWN;
}

/** Whether only the bot's owner can mend it. */
export function onlyOwnerMends(code: string): boolean {
  return failureText(code).whoCanFix === 'you';
}
