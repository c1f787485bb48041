import { credentialOf, steersProgram, VARIABLE_LIMITS, VARIABLE_NAME } from '@clawberth/openclaw/variables';
import type { SecretPlace } from '../logging/secret-shapes.ts';

/** What is wrong with a variable, for the person who wrote it; `place` is where it belongs instead. Never holds a value. */
export type VariableProblem = { message: string; place: SecretPlace | null };

// Letters, digits and dots that look like others, and what cannot be seen, are all outside of these.
const SHAPE_MESSAGE = 'Please use capital letters, digits and _ only, and no digit in front: SHOP_URL.';

/** What is wrong with a variable's name; null for a good one. Pure, for the browser too. */
export function nameProblem(name: string): VariableProblem | null {
  if (name === '') return problem('Please give the variable a name.');
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(name))
    return problem('This name has invisible characters. Please type it anew.');
  if (name.length > VARIABLE_LIMITS.nameCharacters)
    return problem(`Please choose a name of at most ${VARIABLE_LIMITS.nameCharacters} characters.`);
  if (!VARIABLE_NAME.test(name)) return problem(SHAPE_MESSAGE);
  switch (credentialOf(name)) {
    case 'provider':
      return problem(
        'OpenClaw takes this name for itself, for an AI service. The bot’s AI key is set in the tab Keys and never enters the sandbox.',
        'provider_key',
      );
    case 'telegram':
      return problem('The Telegram token is set in the tab Keys and never enters the sandbox.', 'telegram_token');
    case 'channel':
      return problem(
        'OpenClaw takes this name for the token of a channel. These bots answer on Telegram and the web only.',
      );
    case null:
      return steersProgram(name)
        ? problem('This name is taken: it would change how OpenClaw itself runs. Please choose another one.')
        : null;
  }
}

function problem(message: string, place: SecretPlace | null = null): VariableProblem {
  return { message, place };
}
