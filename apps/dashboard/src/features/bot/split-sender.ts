import { texts } from '../../texts/index.ts';

type Sender = { senderName: string | null; senderId: string };

/** The agent's "Ann Lee (@ann_v)"; Telegram's user names are Latin letters, digits and underscores, at most 32. */
const WITH_HANDLE = /^(.*\S) \((@[A-Za-z0-9_]{1,32})\)$/su;

/**
 * A visitor's name, and what tells them from others of that name: the user name, else the channel's number.
 * A name that does not have the agent's shape is shown as it is.
 */
export function splitSender({ senderName, senderId }: Sender): { name: string; handle: string } {
  const [, name, handle] = WITH_HANDLE.exec(senderName ?? '') ?? [];
  if (name && handle) return { name, handle };
  return { name: senderName?.trim() || texts.bot.somebody, handle: senderId };
}
