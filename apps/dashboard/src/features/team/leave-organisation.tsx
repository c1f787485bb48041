'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { leaveAction } from './actions.ts';

const t = texts.team;

/** The way out for oneself; the last owner reads what comes first. */
export function LeaveOrganisation({ lastOwner }: { lastOwner: boolean }) {
  const { slug, name } = useOrganisation();
  const [asking, setAsking] = useState(false);
  const { pending, run } = useAction();
  async function leave() {
    const result = await run(() => leaveAction(slug, {}));
    if (result?.ok) window.location.assign('/');
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-semibold">{t.leave}</h3>
        <p className="text-small text-muted">{lastOwner ? t.leaveLastOwner : t.leaveText}</p>
      </div>
      {!lastOwner && (
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t.leave}
        </Button>
      )}
      <Dialog open={asking} onOpenChange={setAsking} title={t.leaveTitle(name)} description={t.leaveDialog}>
        <DialogButtons
          confirm={t.leaveConfirm}
          variant="destroy"
          pending={pending}
          onCancel={() => setAsking(false)}
          onConfirm={leave}
        />
      </Dialog>
    </div>
  );
}
