'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import Link from 'next/link';
import { useState, useSyncExternalStore } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { resetPasswordAction } from './actions.ts';
import { resetSchema, type ResetValues } from './schemas.ts';

const t = texts.password;

/** The same page may be opened again with another letter's link. */
function watchHash(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The ticket stands behind the address's #, where no server and no log sees it. */
export function ResetForm() {
  const ticket = useSyncExternalStore(
    watchHash,
    () => window.location.hash.slice(1),
    () => null,
  );
  const [done, setDone] = useState(false);
  const { register, handleSubmit, setError, formState } = useForm<ResetValues>({
    resolver: zodResolver(resetSchema),
    mode: 'onTouched',
    defaultValues: { newPassword: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const result = await resetPasswordAction({ ...values, ticket: ticket ?? '' }).catch(networkFailure);
    if (!result.ok) return showFormErrors(result, setError, ['newPassword']);
    setDone(true);
  });
  if (done) return <Ended title={t.doneTitle} text={t.doneText} href="/sign-in" label={t.signIn} good />;
  if (ticket === '') return <Ended title={t.noTicketTitle} text={t.noTicketText} href="/forgot" label={t.ask} />;
  return (
    <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      {errors.root?.message && (
        <Notice tone="bad">
          {errors.root.message}{' '}
          <Link href="/forgot" className="font-semibold underline underline-offset-4">
            {t.ask}
          </Link>
        </Notice>
      )}
      <Field label={t.newPassword} hint={t.newPasswordHint} error={errors.newPassword?.message}>
        {(control) => <Input type="password" autoComplete="new-password" {...control} {...register('newPassword')} />}
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting}>
        {t.set}
      </Button>
    </form>
  );
}

type End = { title: string; text: string; href: string; label: string; good?: boolean };

function Ended({ title, text, href, label, good = false }: End) {
  return (
    <div className="grid gap-4">
      <Notice tone={good ? 'good' : 'warn'}>
        <p className="font-semibold">{title}</p>
        <p>{text}</p>
      </Notice>
      <Button asChild variant="primary">
        <Link href={href}>{label}</Link>
      </Button>
    </div>
  );
}
