'use client';

import type { organisation } from '@clawberth/core';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { requireSecondFactorAction } from './actions.ts';
import { useOrganisation } from './organisation-context.tsx';

const t = texts.settings.security;
const MOST_NAMES = 8;

type Props = {
  required: boolean;
  without: organisation.MemberWithoutSecondFactor[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before a second factor is demanded, and says who would stand outside. */
export function DemandDialog({ required, without, open, onOpenChange }: Props) {
  const { slug } = useOrganisation();
  const { pending, run } = useAction();
  async function change() {
    const result = await run(() => requireSecondFactorAction(slug, { required: !required }), {
      success: required ? t.notAsked : t.asked,
      refresh: true,
    });
    if (result?.ok) onOpenChange(false);
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={required ? t.turnOffTitle : t.turnOnTitle}
      description={required ? t.turnOffText : without.length > 0 ? t.lockedOut(without.length) : t.nobodyLockedOut}
    >
      {!required && (
        <>
          {without.length > 0 && (
            <ul className="list-disc pl-5">
              {without.slice(0, MOST_NAMES).map(({ userId, name }) => (
                <li key={userId} className="break-words">
                  {name}
                </li>
              ))}
              {without.length > MOST_NAMES && <li className="list-none">{t.more(without.length - MOST_NAMES)}</li>}
            </ul>
          )}
          <p className="text-muted">{t.botsGoOn}</p>
        </>
      )}
      <DialogButtons
        confirm={required ? t.stopAsking : t.ask}
        pending={pending}
        onCancel={() => onOpenChange(false)}
        onConfirm={change}
      />
    </Dialog>
  );
}
