'use client';

import { useId, useState } from 'react';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { renewTokensAction } from './actions.ts';

const t = texts.keys.inner;

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Says what renewing does to the bot, and asks whether the old tokens may live until the new ones are in use. */
export function RenewDialog({ open, onOpenChange }: Props) {
  const { slug } = useOrganisation();
  const { id: botId, channel, desiredState } = useBot();
  const { pending, run } = useAction();
  const [atOnce, setAtOnce] = useState(false);
  const id = useId();
  const paused = desiredState !== 'running';
  async function renew() {
    const result = await run(() => renewTokensAction(slug, { botId, atOnce }), {
      success: paused ? t.renewedPaused : t.renewed,
      refresh: true,
    });
    if (result?.ok) onOpenChange(false);
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.renewTitle}
      description={paused ? t.renewPaused : channel === 'web' ? t.renewWeb : t.renewText}
    >
      <div className="flex items-start gap-3">
        <input
          id={id}
          type="checkbox"
          className="mt-0.5 size-4.5 shrink-0 accent-primary"
          checked={atOnce}
          aria-describedby={`${id}-text`}
          onChange={({ target }) => setAtOnce(target.checked)}
        />
        <div className="min-w-0">
          <label htmlFor={id} className="font-semibold">
            {t.atOnce}
          </label>
          <p id={`${id}-text`} className="text-small text-muted">
            {t.atOnceText} {t.notAtOnce}
          </p>
        </div>
      </div>
      <DialogButtons confirm={t.renew} pending={pending} onCancel={() => onOpenChange(false)} onConfirm={renew} />
    </Dialog>
  );
}
