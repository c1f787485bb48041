'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { transferOwnershipAction } from './actions.ts';
import type { Member } from './member-line.tsx';

const t = texts.team;

/** Hands the organisation over to another member, after its name was typed. */
export function TransferOwnership({ candidates }: { candidates: Member[] }) {
  const [open, setOpen] = useState(false);
  const { name } = useOrganisation();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-semibold">{t.transfer}</h3>
        <p className="text-small text-muted">{candidates.length === 0 ? t.transferAlone : t.transferText}</p>
      </div>
      {candidates.length > 0 && (
        <Button variant="danger" onClick={() => setOpen(true)}>
          {t.transfer}
        </Button>
      )}
      <Dialog open={open} onOpenChange={setOpen} title={t.transferTitle(name)} description={t.transferDialog}>
        <TransferForm candidates={candidates} onClose={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}

function TransferForm({ candidates, onClose }: { candidates: Member[]; onClose: () => void }) {
  const { slug, name } = useOrganisation();
  const router = useRouter();
  const { pending, run } = useAction();
  const [userId, setUserId] = useState('');
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<{ who?: string; typed?: string; form?: string }>({});
  /** What was said of the earlier choice holds no more. */
  function choose(change: () => void) {
    setErrors({});
    change();
  }
  async function submit() {
    const found = {
      ...(userId === '' ? { who: t.transferWho } : {}),
      ...(typed.trim() === name ? {} : { typed: t.transferMismatch }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const input = { userId, confirmName: typed.trim() };
    const result = await run(() => transferOwnershipAction(slug, input), { quiet: true });
    if (result === null) return;
    if (!result.ok) return setErrors(refusal(result));
    toast.success(t.transferred(candidates.find((one) => one.userId === userId)?.name ?? ''));
    onClose();
    router.refresh();
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {errors.form && <Notice tone="bad">{errors.form}</Notice>}
      <Field label={t.transferTo} error={errors.who}>
        {(control) => (
          <Select value={userId} onChange={(event) => choose(() => setUserId(event.target.value))} {...control}>
            <option value="">{t.transferChoose}</option>
            {candidates.map((one) => (
              <option key={one.userId} value={one.userId}>
                {one.name} ({one.email})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t.transferName(name)} error={errors.typed}>
        {(control) => (
          <Input
            autoComplete="off"
            value={typed}
            onChange={(event) => choose(() => setTyped(event.target.value))}
            {...control}
          />
        )}
      </Field>
      <DialogButtons confirm={t.transferConfirm} variant="destroy" pending={pending} onCancel={onClose} />
    </form>
  );
}

function refusal({ fields, message }: { fields: Readonly<Record<string, string>>; message: string }) {
  return fields['confirmName'] ? { typed: fields['confirmName'] } : { form: message };
}
