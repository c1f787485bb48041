import { recogniseSecrets, type SecretPlace } from '../secrets/recognise-secrets.ts';

const BELONGS: Readonly<Record<SecretPlace, string>> = {
  telegram_token: 'Tokens belong in the Telegram token’s field, under Keys of the bot, where they are locked away',
  provider_key: 'Keys belong in the AI key’s field, under Keys of the bot, where they are locked away',
  variable: 'What a bot needs of this kind belongs among its variables, under Keys of the bot',
};

/**
 * What to say of a text for everybody's eyes that holds a key, token or password; null where it holds none. What only
 * looks random passes: the screen asks, and a person decides.
 */
export function refuseSecret(text: string): string | null {
  const found = recogniseSecrets(text).find(({ kind }) => kind !== 'unknown');
  return found === undefined ? null : `This holds ${found.label}. ${BELONGS[found.place]}; please take it out here.`;
}
