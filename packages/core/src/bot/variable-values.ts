import { byteLength, UNSENDABLE, VARIABLE_LIMITS } from '@clawberth/openclaw/variables';
import { recogniseSecrets } from '../secrets/recognise-secrets.ts';
import type { VariableProblem } from './variable-names.ts';

// All that is invisible but the two joiners, which emoji and some scripts need.
const UNSEEN = /[\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/u;
const SECRET_NAME =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET)_?KEY)$/;

/**
 * What is wrong with a variable's value; null for a good one. A key of an AI provider and a Telegram token belong elsewhere,
 * secret or not; any other secret, and what hides from the eye, is fine in a variable that is marked as secret.
 */
export function valueProblem({
  name,
  value,
  secret,
}: {
  name: string;
  value: string;
  secret: boolean;
}): VariableProblem | null {
  const bytes = value.length > VARIABLE_LIMITS.valueBytes ? value.length : byteLength(value);
  if (bytes > VARIABLE_LIMITS.valueBytes)
    return problem(`This value is too long: please keep it below ${VARIABLE_LIMITS.valueBytes / 1024} KiB.`);
  if (UNSENDABLE.test(value))
    return problem('This value has control characters that cannot be set. Pasting it as plain text removes them.');
  const misplaced = recogniseSecrets(value).find(({ place }) => place !== 'variable');
  if (misplaced !== undefined) return problem(elsewhere(misplaced.label), misplaced.place);
  if (secret) return null;
  if (isSecretVariable({ name, value }))
    return problem(
      'This looks like a secret. Please mark the variable as secret, so that nobody is shown it again.',
      'variable',
    );
  if (UNSEEN.test(value))
    return problem(
      'This value has invisible characters, so that it is not what it seems. Please type it anew, or mark it as secret.',
    );
  return null;
}

/** Whether the variable should be marked as secret, by its value or by its name. */
export function isSecretVariable({ name, value }: { name: string; value: string }): boolean {
  return (
    recogniseSecrets(value).length > 0 || (SECRET_NAME.test(name) && value.length >= 8 && !/^[\d\s.,:-]+$/.test(value))
  );
}

function elsewhere(label: string): string {
  return `This holds ${label}. It is set in the tab Keys and never enters the sandbox; please take it out here.`;
}

function problem(message: string, place: VariableProblem['place'] = null): VariableProblem {
  return { message, place };
}
