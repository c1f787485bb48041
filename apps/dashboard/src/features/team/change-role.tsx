'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { FormProvider, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { changeRoleAction } from './actions.ts';
import { localDay } from './local-day.ts';
import type { Member } from './member-line.tsx';
import { RoleFields } from './role-fields.tsx';
import { termsSchema, toTerms, type TermsValues } from './schema.ts';
import { showTermsErrors } from './show-terms-errors.ts';
import type { BotName } from './team-page.tsx';

const t = texts.team;
const GUEST_DAYS = 30;

type Props = { member: Member; bots: BotName[]; open: boolean; onOpenChange: (open: boolean) => void };

/** Another role for a member, or other bots and another end for a guest. */
export function ChangeRole(props: Props) {
  const { member, open, onOpenChange } = props;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.changeTitle(member.name)} description={t.changeText}>
      <ChangeRoleForm {...props} />
    </Dialog>
  );
}

function ChangeRoleForm({ member, bots, onOpenChange }: Props) {
  const { slug } = useOrganisation();
  const router = useRouter();
  const form = useForm<TermsValues>({
    resolver: zodResolver(termsSchema),
    mode: 'onTouched',
    defaultValues: {
      role: member.role,
      botIds: member.guest?.bots.map(({ id }) => id) ?? [],
      until: member.guest && !member.ended ? localDay(0, new Date(member.guest.until)) : localDay(GUEST_DAYS),
    },
  });
  const { handleSubmit, setError, formState } = form;
  const submit = handleSubmit(async (values) => {
    const result = await changeRoleAction(slug, { userId: member.userId, ...toTerms(values) }).catch(networkFailure);
    if (!result.ok) return showTermsErrors(result, setError, ['role', 'botIds', 'until']);
    toast.success(t.roleChanged(member.name, texts.common.roles[values.role]));
    onOpenChange(false);
    router.refresh();
  });
  return (
    <FormProvider {...form}>
      <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
        {formState.errors.root?.message && <Notice tone="bad">{formState.errors.root.message}</Notice>}
        <RoleFields bots={bots} />
        <DialogButtons confirm={t.changeSave} pending={formState.isSubmitting} onCancel={() => onOpenChange(false)} />
      </form>
    </FormProvider>
  );
}
