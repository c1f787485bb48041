'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { removeBotAction } from './actions.ts';
import { useBot } from './bot-context.tsx';

const t = texts.bot;

/** Asks for the bot's name and says what will be gone. */
export function DeleteBot({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { slug } = useOrganisation();
  const { id, name } = useBot();
  const router = useRouter();
  const { pending, run } = useAction();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  async function remove() {
    if (typed.trim() !== name) return setError(t.deleteMismatch);
    const result = await run(() => removeBotAction(slug, { botId: id, confirmName: typed.trim() }), {
      success: t.done.remove,
      quiet: true,
    });
    if (result?.ok) return router.push(`/o/${slug}/bots`);
    if (result) setError(result.message);
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.deleteTitle(name)} description={t.deleteText}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <Field label={t.deleteLabel(name)} error={error}>
          {(control) => (
            <Input
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setError(undefined);
              }}
              {...control}
            />
          )}
        </Field>
        <DialogButtons confirm={t.delete} variant="destroy" pending={pending} onCancel={() => onOpenChange(false)} />
      </form>
    </Dialog>
  );
}
