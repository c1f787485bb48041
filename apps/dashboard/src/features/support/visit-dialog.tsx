'use client';

import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Textarea } from '@/components/ui/input.tsx';
import { PasteGuard } from '@/features/paste-guard/paste-guard.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { startVisitAction } from './actions.ts';

const t = texts.support;

/** Asks why, then opens the organisation. */
export function VisitDialog({ organisationId, name }: { organisationId: string; name: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { pending, run } = useAction();
  async function submit(event: FormEvent) {
    event.preventDefault();
    const result = await run(() => startVisitAction({ organisationId, reason }), { quiet: true });
    if (result === null) return;
    if (!result.ok) {
      setError(result.fields['reason'] ?? result.message);
      return field.current?.focus();
    }
    setLeaving(true);
    window.location.assign(result.value.path);
  }
  function type(value: string) {
    setReason(value);
    setError(undefined);
  }
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={t.lookTitle(name)}>
        {t.look}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.lookTitle(name)} description={t.lookText}>
        <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
          <Field label={t.reason} hint={t.reasonHint} error={error}>
            {(control) => (
              <Textarea
                ref={field}
                {...control}
                rows={3}
                value={reason}
                onChange={(event) => type(event.target.value)}
              />
            )}
          </Field>
          <PasteGuard text={reason} onChange={type} readers={texts.pasteGuard.readers.support} />
          <DialogButtons confirm={t.begin} pending={pending || leaving} onCancel={() => setOpen(false)} />
        </form>
      </Dialog>
    </>
  );
}
