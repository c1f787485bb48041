'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { MailboxLink } from '@/features/team/mailbox-link.tsx';
import { askForResetAction } from './actions.ts';
import { BackToSignIn } from './back-to-sign-in.tsx';
import { forgotSchema, type ForgotValues } from './schemas.ts';

const t = texts.password;

type Props = {
  /** Letters stay on this machine, for a link to them. */
  mailbox: boolean;
};

/** Asks for a letter; says the same whether or not the address has an account. */
export function ForgotForm({ mailbox }: Props) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<ForgotValues>({
    resolver: zodResolver(forgotSchema),
    mode: 'onTouched',
    defaultValues: { email: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const result = await askForResetAction(values).catch(networkFailure);
    if (!result.ok) return showFormErrors(result, setError, ['email']);
    setSentTo(values.email);
  });
  if (sentTo !== null) {
    return (
      <div className="grid gap-4">
        <Notice tone="good">
          <p className="font-semibold">{t.sentTitle}</p>
          <p className="break-words">{t.sentText(sentTo)}</p>
          {mailbox && (
            <p className="mt-1">
              {t.mailbox} <MailboxLink />
            </p>
          )}
        </Notice>
        <BackToSignIn />
      </div>
    );
  }
  return (
    <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <Field label={texts.account.email} error={errors.email?.message}>
        {(control) => <Input type="email" autoComplete="username" {...control} {...register('email')} />}
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting}>
        {t.send}
      </Button>
      <BackToSignIn />
    </form>
  );
}
