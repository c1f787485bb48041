'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import Link from 'next/link';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { signInSchema, type SignInValues } from './schemas.ts';

const t = texts.account;

type Props = { email: string; onNeedsCode: (entered: SignInValues) => void; onSignedIn: () => void };

/** The first step of signing in. */
export function PasswordStep({ email, onNeedsCode, onSignedIn }: Props) {
  const { register, handleSubmit, setError, formState } = useForm<SignInValues>({
    resolver: zodResolver(signInSchema),
    mode: 'onTouched',
    defaultValues: { email, password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const outcome = await askToSignIn({ provider: 'credentials', ...values });
    if (outcome.kind === 'needs_code') return onNeedsCode(values);
    if (outcome.kind === 'refused') return setError('root', { message: outcome.message });
    onSignedIn();
  });
  return (
    <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <Field label={t.email} error={errors.email?.message}>
        {(control) => <Input type="email" autoComplete="username" {...control} {...register('email')} />}
      </Field>
      <Field label={t.password} error={errors.password?.message}>
        {(control) => <Input type="password" autoComplete="current-password" {...control} {...register('password')} />}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2.5">
        <Link href="/forgot" className="font-semibold text-primary underline-offset-4 hover:underline">
          {texts.password.forgotLink}
        </Link>
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.signIn}
        </Button>
      </div>
    </form>
  );
}
