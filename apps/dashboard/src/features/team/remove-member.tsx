'use client';

import type { member } from '@clawberth/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { removeMemberAction } from './actions.ts';
import { SecretsToReplace } from './secrets-to-replace.tsx';

const t = texts.team;

type Props = { member: { userId: string; name: string }; onClose: () => void };

/** Asks before somebody loses access; then shows the keys that they could have got at, where there are any. */
export function RemoveMember({ member: { userId, name }, onClose }: Props) {
  const { slug } = useOrganisation();
  const router = useRouter();
  const { pending, run } = useAction();
  const [secrets, setSecrets] = useState<member.ReachableSecret[] | null>(null);
  async function remove() {
    const result = await run(() => removeMemberAction(slug, { userId }));
    if (!result?.ok) return;
    if (result.value.secrets.length > 0) return setSecrets(result.value.secrets);
    toast.success(t.removed(name));
    close();
  }
  function close() {
    onClose();
    router.refresh();
  }
  if (secrets !== null)
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && close()}
        title={t.removedTitle(name)}
        description={t.secretsText(name)}
      >
        <SecretsToReplace secrets={secrets} />
        <Button variant="primary" className="justify-self-end" onClick={close}>
          {t.done}
        </Button>
      </Dialog>
    );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t.removeTitle(name)} description={t.removeText}>
      <DialogButtons confirm={t.remove} variant="destroy" pending={pending} onCancel={onClose} onConfirm={remove} />
    </Dialog>
  );
}
