import { z } from 'zod';

/** Lower-cased and trimmed, at most 254 characters (RFC 5321). */
export const emailField: z.ZodType<string> = z
  .string({ error: 'Please enter an e-mail address.' })
  .trim()
  .toLowerCase()
  .min(1, 'Please enter an e-mail address.')
  .max(254, 'This e-mail address is too long; the longest possible has 254 characters.')
  .regex(
    /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+\.[^\s@<>()",;:\\.]{2,}$/,
    'This is not an e-mail address. It should look like mira@example.com.',
  );

/** 12 to 128 characters, nothing else demanded (NIST SP 800-63B: length over composition). */
export const newPasswordField: z.ZodType<string> = z
  .string({ error: 'Please choose a password.' })
  .min(12, 'Please choose a password of at least 12 characters. Three or four words in a row do well.')
  .max(128, 'Please choose a password of at most 128 characters.');
