'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { CodeInput } from './code-input.tsx';
import { changePasswordAction } from './own-actions.ts';
import { askedProof, useProofMeans } from './proof-context.tsx';
import { passwordFormSchema, type PasswordFormValues } from './schemas.ts';

const t = texts.ownAccount;

/** The old password and the new one. */
export function PasswordForm({ onClose }: { onClose: () => void }) {
  const asked = askedProof(useProofMeans());
  const router = useRouter();
  const { register, handleSubmit, setError, setFocus, formState } = useForm<PasswordFormValues>({
    resolver: zodResolver(passwordFormSchema),
    mode: 'onTouched',
    defaultValues: { password: '', code: '', newPassword: '' },
  });
  const { errors, isSubmitting } = formState;
  const first = asked === 'none' ? 'newPassword' : asked;
  useEffect(() => setFocus(first), [setFocus, first]);
  const submit = handleSubmit(async ({ newPassword, ...shown }) => {
    const proof = asked === 'none' ? {} : { [asked]: shown[asked] };
    const result = await changePasswordAction({ proof, newPassword }).catch(networkFailure);
    if (!result.ok) return showFormErrors(result, setError, ['password', 'code', 'newPassword']);
    toast.success(t.password.changed(result.value.ended));
    router.refresh();
    onClose();
  });
  return (
    <form
      noValidate
      className="grid gap-4 border-t border-line pt-4"
      method="post"
      onSubmit={(event) => void submit(event)}
    >
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      {asked === 'password' && (
        <Field label={t.password.old} error={errors.password?.message}>
          {(control) => (
            <Input type="password" autoComplete="current-password" {...control} {...register('password')} />
          )}
        </Field>
      )}
      {asked === 'code' && (
        <Field label={t.prove.code} hint={t.prove.codeHint} error={errors.code?.message}>
          {(control) => <CodeInput {...control} {...register('code')} />}
        </Field>
      )}
      <Field label={t.password.new} hint={texts.account.passwordHint} error={errors.newPassword?.message}>
        {(control) => <Input type="password" autoComplete="new-password" {...control} {...register('newPassword')} />}
      </Field>
      <div className="flex justify-end gap-2.5">
        <Button onClick={onClose} disabled={isSubmitting}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {asked === 'password' ? t.password.change : t.password.set}
        </Button>
      </div>
    </form>
  );
}
