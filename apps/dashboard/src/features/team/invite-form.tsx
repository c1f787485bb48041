'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { inviteAction } from './actions.ts';
import { INVITED_ROLES, inviteSchema, type InviteValues } from './schema.ts';

const t = texts.team;

export function InviteForm({ onCancel, onLink }: { onCancel: () => void; onLink: (link: string) => void }) {
  const { slug } = useOrganisation();
  const { register, handleSubmit, setError, formState } = useForm<InviteValues>({
    resolver: zodResolver(inviteSchema),
    mode: 'onTouched',
    defaultValues: { email: '', role: 'viewer' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const result = await inviteAction(slug, values).catch(networkFailure);
    if (result.ok) return onLink(new URL(result.value.path, window.location.origin).href);
    showFormErrors(result, setError, ['email', 'role']);
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <Field label={t.email} error={errors.email?.message}>
        {(control) => <Input type="email" autoComplete="off" {...control} {...register('email')} />}
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-semibold">{t.role}</legend>
        {INVITED_ROLES.map((role) => (
          <ChoiceCard
            key={role}
            value={role}
            title={texts.common.roles[role]}
            text={t.roleTexts[role]}
            {...register('role')}
          />
        ))}
      </fieldset>
      <div className="flex justify-end gap-2.5">
        <Button onClick={onCancel}>{texts.common.cancel}</Button>
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.create}
        </Button>
      </div>
    </form>
  );
}
