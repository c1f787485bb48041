import { z } from 'zod';
import { emailField, newPasswordField } from '../input/account-fields.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { nameField } from '../input/text-fields.ts';
import type { RequestContext } from '../request-context.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { createAccount, type CreatedAccount } from './create-account.ts';
import { hashPassword } from './hash-password.ts';
import { requireGoodPassword } from './require-good-password.ts';

export type SignUpInput = { email: string; password: string; name: string; organisationName: string };

const schema = z.object({
  email: emailField,
  password: newPasswordField,
  name: nameField({ what: 'name', max: 80 }),
  organisationName: nameField({ what: 'name for your organisation' }),
});

/**
 * A new account with an organisation of its own, whose owner it is, and the organisation's first data key.
 * Throws `invalid_input` with messages by field, `conflict` at `email` when the address has an account.
 */
export async function signUp(request: RequestContext, input: SignUpInput): Promise<CreatedAccount> {
  const form = parseInput(schema, input);
  requireGoodPassword(form.password, [form.name, form.email, form.organisationName], 'password');
  const passwordHash = await hashPassword(form.password);
  const { email, name, organisationName } = form;
  try {
    return await createAccount(request, { email, name, organisationName, passwordHash });
  } catch (error) {
    if (!isUniqueViolation(error, 'email')) throw error;
    throw fieldError('conflict', 'email', 'There is an account with this e-mail address already. Sign in instead.');
  }
}
