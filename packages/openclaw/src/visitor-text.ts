// What OpenClaw 2026.9.6 says to a sender whom nobody has let in, and once somebody has: pairing-messages.ts, pairing-labels.ts.
const NOT_LET_IN = 'OpenClaw: access not configured.';
const OWNER_COMMAND = 'openclaw pairing approve';
const LET_IN = /^✅ OpenClaw access approved\./;

/**
 * What a visitor reads instead of OpenClaw's own texts about access, which speak of commands to people
 * who have none. Any other text comes back unchanged.
 */
export function visitorText(text: string, botName: string): string {
  if (text.startsWith(NOT_LET_IN) && text.includes(OWNER_COMMAND)) {
    return `Hello. ${botName} does not know you yet. Its owner can see that you wrote and can let you in. Once that is done, you will hear from me here.`;
  }
  if (LET_IN.test(text)) return `You are in. Write to ${botName} whenever you like.`;
  return text;
}
