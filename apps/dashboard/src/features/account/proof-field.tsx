'use client';

import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';
import { CodeInput } from './code-input.tsx';
import { askedProof, useProofMeans } from './proof-context.tsx';
import type { ProofForm } from './use-proof-form.ts';

const t = texts.ownAccount.prove;

/** The password, or a code where there is no password; nothing for somebody who has neither. */
export function ProofField({ form: { register, formState } }: { form: ProofForm }) {
  const asked = askedProof(useProofMeans());
  const { errors } = formState;
  if (asked === 'none') return null;
  if (asked === 'code')
    return (
      <Field label={t.code} hint={t.codeHint} error={errors.code?.message}>
        {(control) => <CodeInput {...control} {...register('code')} />}
      </Field>
    );
  return (
    <Field label={t.password} hint={t.passwordHint} error={errors.password?.message}>
      {(control) => <Input type="password" autoComplete="current-password" {...control} {...register('password')} />}
    </Field>
  );
}
