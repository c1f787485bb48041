'use client';

import { useForm, type UseFormReturn } from 'react-hook-form';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import { askedProof, useProofMeans } from './proof-context.tsx';
import type { ProofValues } from './schemas.ts';

const t = texts.ownAccount.prove;
type Fields = { password: string; code: string };
export type ProofForm = UseFormReturn<Fields>;

/** A form that shows that it is the person, and does what `act` does with that. Errors stand at their fields. */
export function useProofForm<T>(act: (proof: ProofValues) => Promise<ActionResult<T>>, onDone: (value: T) => void) {
  const asked = askedProof(useProofMeans());
  const form = useForm<Fields>({ defaultValues: { password: '', code: '' } });
  const { handleSubmit, setError } = form;
  const submit = handleSubmit(async ({ password, code }) => {
    if (asked === 'password' && !password)
      return setError('password', { message: t.missingPassword }, { shouldFocus: true });
    if (asked === 'code' && !code) return setError('code', { message: t.missingCode }, { shouldFocus: true });
    const proof = asked === 'password' ? { password } : asked === 'code' ? { code } : {};
    const result = await act(proof).catch(networkFailure);
    if (result.ok) return onDone(result.value);
    showFormErrors(result, setError, ['password', 'code']);
  });
  return { form, submit };
}
