import { z } from 'zod';
import { ClawberthError } from '../errors.ts';
import { emailField } from '../input/account-fields.ts';
import { nameField } from '../input/text-fields.ts';
import { IDENTITY_PROVIDERS, type IdentityProvider, type OutsideIdentity } from './views.ts';

export const PROVIDER_NAMES: Readonly<Record<IdentityProvider, string>> = { google: 'Google', github: 'GitHub' };

const schema = z.object({
  provider: z.enum(IDENTITY_PROVIDERS),
  providerAccountId: z.string().min(1).max(255),
  name: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
});

/** What a provider said, checked. Throws `invalid_input`: then it is not the person's mistake but the provider's. */
export function readIdentity(input: OutsideIdentity): OutsideIdentity {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ClawberthError(
    'invalid_input',
    'The answer of this sign-in service cannot be used. Sign in with your password.',
  );
}

/** The address that the provider vouches for, in lower case. Throws `forbidden` when there is none. */
export function requireVerifiedEmail({ provider, email, emailVerified }: OutsideIdentity): string {
  const parsed = emailField.safeParse(email);
  if (emailVerified && parsed.success) return parsed.data;
  const name = PROVIDER_NAMES[provider];
  throw new ClawberthError(
    'forbidden',
    `${name} has not checked that your e-mail address is yours. Confirm it at ${name}, then try again.`,
  );
}

/** The name as our own forms would take it; what they would refuse is replaced by the address before the @. */
export function readName(name: string, email: string): string {
  const field = nameField({ what: 'name', max: 80 });
  const tried = [name, name.replace(/[<>\p{Cc}]/gu, ' '), email.split('@')[0] ?? ''].map((text) =>
    field.safeParse(text.slice(0, 80)),
  );
  return tried.find((result) => result.success)?.data ?? 'Somebody';
}
