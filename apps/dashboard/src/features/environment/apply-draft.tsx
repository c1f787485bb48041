'use client';

import type { bot } from '@clawberth/core';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { applyVariablesAction } from './actions.ts';

const t = texts.environment;

type Props = {
  environment: Wire<bot.EnvironmentView>;
  /** The draft is in force; with a restart, watched from this config version on. */
  onApplied: (restartAfter: number | null) => void;
};

/** Says what will happen, then makes the draft live. */
export function ApplyDraft({ environment: { draft, effect }, onApplied }: Props) {
  const { slug } = useOrganisation();
  const { id: botId, channel, configVersion } = useBot();
  const [open, setOpen] = useState(false);
  const { pending, run } = useAction();
  const words = effect === 'restart' ? t.effect.restart[channel] : t.effect.next_start;
  async function apply() {
    const expectedNames = draft.map(({ name }) => name);
    const result = await run(() => applyVariablesAction(slug, { botId, expectedNames }), { refresh: true });
    setOpen(false);
    if (!result?.ok) return;
    if (result.value.effect === 'next_start') toast.success(t.applied);
    onApplied(result.value.effect === 'restart' ? configVersion : null);
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t.apply}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.applyTitle} description={words}>
        <div>
          <p className="font-semibold">{t.applyList}</p>
          <ul className="mt-1 grid gap-0.5">
            {draft.map(({ name, change }) => (
              <li key={name}>
                <span className="text-muted">{t.changes[change]}:</span>{' '}
                <span className="font-mono text-small break-all">{name}</span>
              </li>
            ))}
          </ul>
        </div>
        <DialogButtons confirm={t.apply} pending={pending} onCancel={() => setOpen(false)} onConfirm={apply} />
      </Dialog>
    </>
  );
}
