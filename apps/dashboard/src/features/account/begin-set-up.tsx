'use client';

import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import type { QrCode } from '@/server/draw-qr-code.ts';
import { texts } from '@/texts/index.ts';
import { startSecondFactorAction } from './own-actions.ts';
import { ProofField } from './proof-field.tsx';
import { useProofForm } from './use-proof-form.ts';

const t = texts.ownAccount.setUp;

/** The first step: what is needed, and whether it is the person. */
export function BeginSetUp({ onBegun }: { onBegun: (begun: { key: string; qrCode: QrCode }) => void }) {
  const { form, submit } = useProofForm((proof) => startSecondFactorAction({ proof }), onBegun);
  const { errors, isSubmitting } = form.formState;
  return (
    <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
      <p className="text-muted">{t.needs}</p>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <ProofField form={form} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.begin}
        </Button>
      </div>
    </form>
  );
}
