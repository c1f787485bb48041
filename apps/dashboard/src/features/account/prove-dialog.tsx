'use client';

import type { ReactNode } from 'react';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import type { ActionResult } from '@/server/action.ts';
import { ProofField } from './proof-field.tsx';
import type { ProofValues } from './schemas.ts';
import { useProofForm } from './use-proof-form.ts';

type Props<T> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  text: ReactNode;
  confirm: string;
  destroys?: boolean;
  act: (proof: ProofValues) => Promise<ActionResult<T>>;
  onDone: (value: T) => void;
};

/** Asks whether it is the person before it does something to their account. */
export function ProveDialog<T>({ open, onOpenChange, title, text, ...rest }: Props<T>) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={text}>
      <ProveForm onCancel={() => onOpenChange(false)} {...rest} />
    </Dialog>
  );
}

type FormProps<T> = Pick<Props<T>, 'confirm' | 'destroys' | 'act' | 'onDone'> & { onCancel: () => void };

/** Inside the dialog, so that each opening begins with an empty field. */
function ProveForm<T>({ confirm, destroys = false, act, onDone, onCancel }: FormProps<T>) {
  const { form, submit } = useProofForm(act, onDone);
  const { errors, isSubmitting } = form.formState;
  return (
    <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <ProofField form={form} />
      <DialogButtons
        confirm={confirm}
        variant={destroys ? 'destroy' : 'primary'}
        pending={isSubmitting}
        onCancel={onCancel}
      />
    </form>
  );
}
