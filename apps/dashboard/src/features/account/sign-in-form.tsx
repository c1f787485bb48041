'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';
import { signInSchema, type SignInValues } from './schemas.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

const t = texts.account;

export function SignInForm({ next, email }: { next: string; email: string }) {
  const { register, handleSubmit, setError, formState } = useForm<SignInValues>({
    resolver: zodResolver(signInSchema),
    mode: 'onTouched',
    defaultValues: { email, password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const refused = await signInWithPassword(values);
    if (refused) return setError('root', { message: refused });
    // A full load, so that nothing of the signed-out pages is kept.
    window.location.assign(next);
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
      <Button type="submit" variant="primary" pending={isSubmitting}>
        {t.signIn}
      </Button>
    </form>
  );
}
