import { z } from 'zod';
import { withoutSecrets } from '../paste-guard/without-secrets.ts';
import { texts } from '../../texts/index.ts';

const { checks } = texts.wizard;

/** What somebody types about a bot, in the wizard and later: the server checks the same again. */
export const botTextFields = {
  name: withoutSecrets(
    z
      .string()
      .trim()
      .min(1, checks.name)
      .max(60, checks.name)
      .regex(/^[^<>]*$/, checks.nameSigns),
  ),
  instructions: withoutSecrets(z.string().max(8_000, checks.instructions)),
  about: withoutSecrets(z.string().max(20_000, checks.about)),
};
