'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';
import type { SignInOutcome } from './ask-to-sign-in.ts';
import { CodeInput } from './code-input.tsx';
import { codeSchema, type CodeValues } from './schemas.ts';

const t = texts.account.code;

type Props = { ask: (code: string) => Promise<SignInOutcome>; onSignedIn: () => void; onBack: () => void };

/** The second step of signing in: one field for the app's digits or a recovery code. */
export function CodeStep({ ask, onSignedIn, onBack }: Props) {
  const { register, handleSubmit, setError, setFocus, setValue, formState } = useForm<CodeValues>({
    resolver: zodResolver(codeSchema),
    defaultValues: { code: '' },
  });
  const { errors, isSubmitting } = formState;
  // The form that held the focus has just gone.
  useEffect(() => setFocus('code'), [setFocus]);
  const submit = handleSubmit(async ({ code }) => {
    const outcome = await ask(code);
    if (outcome.kind === 'signed_in') return onSignedIn();
    if (outcome.kind === 'needs_code') return setError('code', { message: t.missing });
    // A code that was refused is never right later.
    if (outcome.field === 'code') setValue('code', '');
    setError(outcome.field ?? 'root', { message: outcome.message }, { shouldFocus: true });
  });
  return (
    <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      <div className="grid gap-1">
        <h2 className="text-lead font-bold">{t.title}</h2>
        <p className="text-muted">{t.lead}</p>
      </div>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <Field label={t.label} hint={t.hint} error={errors.code?.message}>
        {(control) => <CodeInput {...control} {...register('code')} />}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2.5">
        <Button variant="quiet" size="text" onClick={onBack}>
          {t.back}
        </Button>
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.submit}
        </Button>
      </div>
    </form>
  );
}
