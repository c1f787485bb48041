'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FieldGuard } from '@/features/paste-guard/field-guard.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { signUpAction } from './actions.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { signUpSchema, type SignUpValues } from './schemas.ts';

const t = texts.account;

export function SignUpForm({ next, email: invited }: { next: string; email: string }) {
  const form = useForm<SignUpValues>({
    resolver: zodResolver(signUpSchema),
    mode: 'onTouched',
    defaultValues: { name: '', email: invited, password: '', organisationName: '' },
  });
  const { register, handleSubmit, setError, formState } = form;
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const result = await signUpAction(values).catch(networkFailure);
    if (!result.ok) return showFormErrors(result, setError, ['name', 'email', 'password', 'organisationName']);
    const { email, password } = values;
    const outcome = await askToSignIn({ provider: 'credentials', email, password });
    if (outcome.kind !== 'signed_in')
      return setError('root', { message: outcome.kind === 'refused' ? outcome.message : t.signInFailed });
    window.location.assign(next === '/' ? `/o/${result.value.organisationSlug}/bots` : next);
  });
  return (
    <FormProvider {...form}>
      <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
        {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
        <Field label={t.name} error={errors.name?.message}>
          {(control) => <Input autoComplete="name" {...control} {...register('name')} />}
        </Field>
        <FieldGuard<SignUpValues> name="name" readers={texts.pasteGuard.readers.person} />
        <Field label={t.email} error={errors.email?.message}>
          {(control) => <Input type="email" autoComplete="username" {...control} {...register('email')} />}
        </Field>
        <Field label={t.password} hint={t.passwordHint} error={errors.password?.message}>
          {(control) => <Input type="password" autoComplete="new-password" {...control} {...register('password')} />}
        </Field>
        <Field label={t.organisationName} hint={t.organisationHint} error={errors.organisationName?.message}>
          {(control) => <Input autoComplete="organization" {...control} {...register('organisationName')} />}
        </Field>
        <FieldGuard<SignUpValues> name="organisationName" readers={texts.pasteGuard.readers.organisation} />
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.createAccount}
        </Button>
      </form>
    </FormProvider>
  );
}
