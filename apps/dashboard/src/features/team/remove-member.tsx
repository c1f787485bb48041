'use client';

import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { removeMemberAction } from './actions.ts';

const t = texts.team;

type Props = { member: { userId: string; name: string }; open: boolean; onOpenChange: (open: boolean) => void };

/** Asks before somebody loses access. */
export function RemoveMember({ member: { userId, name }, open, onOpenChange }: Props) {
  const { slug } = useOrganisation();
  const { pending, run } = useAction();
  async function remove() {
    const result = await run(() => removeMemberAction(slug, { userId }), { success: t.removed(name), refresh: true });
    if (result?.ok) onOpenChange(false);
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.removeTitle(name)} description={t.removeText}>
      <div className="flex justify-end gap-2.5">
        <Button onClick={() => onOpenChange(false)}>{texts.common.cancel}</Button>
        <Button variant="destroy" pending={pending} onClick={() => void remove()}>
          {t.remove}
        </Button>
      </div>
    </Dialog>
  );
}
