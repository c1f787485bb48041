'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm } from 'react-hook-form';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { inviteAction } from './actions.ts';
import type { MadeLink } from './invitation-link.tsx';
import { localDay } from './local-day.ts';
import { RoleFields } from './role-fields.tsx';
import { inviteSchema, toTerms, type InviteValues } from './schema.ts';
import { showTermsErrors } from './show-terms-errors.ts';
import type { BotName, LetterWay } from './team-page.tsx';

const t = texts.team;
const GUEST_DAYS = 30;

type Props = { bots: BotName[]; letters: LetterWay; onCancel: () => void; onLink: (made: MadeLink) => void };

/** Whom to invite, as what, and whether a letter tells them. */
export function InviteForm({ bots, letters, onCancel, onLink }: Props) {
  const { slug } = useOrganisation();
  const form = useForm<InviteValues>({
    resolver: zodResolver(inviteSchema),
    mode: 'onTouched',
    defaultValues: {
      email: '',
      role: 'viewer',
      botIds: [],
      until: localDay(GUEST_DAYS),
      byLetter: letters !== 'none',
    },
  });
  const { register, handleSubmit, setError, formState } = form;
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const { email, byLetter } = values;
    const result = await inviteAction(slug, { email, byLetter, ...toTerms(values) }).catch(networkFailure);
    if (!result.ok) return showTermsErrors(result, setError, ['email', 'role', 'botIds', 'until']);
    onLink({ link: new URL(result.value.path, window.location.origin).href, letterTo: byLetter ? email : null });
  });
  return (
    <FormProvider {...form}>
      <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
        {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
        <Field label={t.email} error={errors.email?.message}>
          {(control) => <Input type="email" autoComplete="off" {...control} {...register('email')} />}
        </Field>
        <RoleFields bots={bots} />
        {letters === 'none' ? (
          <p className="text-small text-muted">{t.noLetters}</p>
        ) : (
          <label className="flex cursor-pointer items-start gap-2.5">
            <input type="checkbox" className="mt-1 size-4.5 shrink-0 accent-primary" {...register('byLetter')} />
            <span>
              {t.byLetter}
              <span className="block text-small text-muted">{t.byLetterText}</span>
            </span>
          </label>
        )}
        <DialogButtons confirm={t.create} pending={isSubmitting} onCancel={onCancel} />
      </form>
    </FormProvider>
  );
}
