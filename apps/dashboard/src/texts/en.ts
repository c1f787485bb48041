import { account } from './en/account.ts';
import { audit } from './en/audit.ts';
import { bot } from './en/bot.ts';
import { bots } from './en/bots.ts';
import { common } from './en/common.ts';
import { environment } from './en/environment.ts';
import { errors } from './en/errors.ts';
import { keys } from './en/keys.ts';
import { mailbox } from './en/mailbox.ts';
import { ownAccount } from './en/own-account.ts';
import { pasteGuard } from './en/paste-guard.ts';
import { password } from './en/password.ts';
import { settings } from './en/settings.ts';
import { support } from './en/support.ts';
import { team } from './en/team.ts';
import { wizard } from './en/wizard.ts';

export const en = {
  account,
  audit,
  bot,
  bots,
  common,
  environment,
  errors,
  keys,
  mailbox,
  ownAccount,
  password,
  pasteGuard,
  settings,
  support,
  team,
  wizard,
};
export type Texts = typeof en;
