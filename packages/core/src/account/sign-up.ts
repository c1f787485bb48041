import { randomUUID } from 'node:crypto';
import { scopeStatement } from '@clawberth/db';
import { z } from 'zod';
import { accountMutate } from '../account-mutate.ts';
import { emailField, newPasswordField } from '../input/account-fields.ts';
import { fieldError, parseInput } from '../input/parse-input.ts';
import { nameField } from '../input/text-fields.ts';
import type { RequestContext } from '../request-context.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { hashPassword } from './hash-password.ts';
import { makeSlug, withSuffix } from './make-slug.ts';

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
export async function signUp(
  request: RequestContext,
  input: SignUpInput,
): Promise<{ userId: string; organisationId: string; organisationSlug: string }> {
  const form = parseInput(schema, input);
  const passwordHash = await hashPassword(form.password);
  const slug = makeSlug(form.organisationName);
  try {
    return await write(request, form, passwordHash, slug);
  } catch (error) {
    if (isUniqueViolation(error, 'email')) {
      throw fieldError('conflict', 'email', 'There is an account with this e-mail address already. Sign in instead.');
    }
    if (!isUniqueViolation(error, 'slug')) throw error;
    return write(request, form, passwordHash, withSuffix(slug));
  }
}

async function write(request: RequestContext, form: SignUpInput, passwordHash: string, slug: string) {
  const userId = randomUUID();
  const organisationId = randomUUID();
  const dataKey = await request.services.vault.createDataKey(organisationId);
  return accountMutate({
    request,
    actor: { type: 'user', userId, name: form.name, role: 'owner' },
    userId,
    run: async (tx) => {
      await scopeStatement(tx, { organisationId, actor: 'system' });
      await tx.organisation.create({ data: { id: organisationId, slug, name: form.organisationName } });
      await tx.user.create({ data: { id: userId, email: form.email, name: form.name, passwordHash } });
      await tx.membership.create({ data: { organisationId, userId, role: 'owner' } });
      await tx.dataKey.create({ data: dataKey });
      return { userId, organisationId, organisationSlug: slug };
    },
    audit: () => [
      { action: 'account.signed_up', target: { type: 'account', id: userId, name: form.name } },
      {
        action: 'organisation.created',
        target: { type: 'organisation', id: organisationId, name: form.organisationName },
      },
    ],
  });
}
