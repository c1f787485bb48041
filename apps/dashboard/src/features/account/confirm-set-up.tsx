'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import type { QrCode } from '@/server/draw-qr-code.ts';
import { texts } from '@/texts/index.ts';
import { CodeInput } from './code-input.tsx';
import { confirmSecondFactorAction } from './own-actions.ts';
import { codeSchema, type CodeValues } from './schemas.ts';

const t = texts.ownAccount.setUp;

type Props = { qrCode: QrCode; secret: string; onConfirmed: (recoveryCodes: string[]) => void };

/** The second step: the secret goes into the app, and its first code comes back. */
export function ConfirmSetUp({ qrCode, secret, onConfirmed }: Props) {
  const { register, handleSubmit, setError, setValue, formState } = useForm<CodeValues>({
    resolver: zodResolver(codeSchema),
    defaultValues: { code: '' },
  });
  const { errors, isSubmitting } = formState;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that held the focus has just gone.
  useEffect(() => heading.current?.focus(), []);
  const submit = handleSubmit(async (values) => {
    const result = await confirmSecondFactorAction(values).catch(networkFailure);
    if (result.ok) return onConfirmed(result.value.recoveryCodes);
    if (result.fields['code']) setValue('code', '');
    showFormErrors(result, setError, ['code']);
  });
  const groups = secret.match(/.{1,4}/g) ?? [];
  return (
    <form noValidate className="grid gap-5" method="post" onSubmit={(event) => void submit(event)}>
      <div className="grid justify-items-start gap-3">
        <h2 ref={heading} tabIndex={-1} className="text-lead font-bold outline-none">
          {t.stepScan}
        </h2>
        {/* Black on white in both themes: a camera reads nothing else as surely. */}
        <svg
          role="img"
          aria-label={t.qr}
          viewBox={`0 0 ${qrCode.size} ${qrCode.size}`}
          shapeRendering="crispEdges"
          className="size-52 rounded-control border border-line"
        >
          <rect width={qrCode.size} height={qrCode.size} fill="#ffffff" />
          <path d={qrCode.path} fill="#000000" />
        </svg>
        <div className="grid gap-1.5">
          <p className="text-small text-muted">{t.key}</p>
          <p className="flex flex-wrap gap-x-2 font-mono">
            {groups.map((group, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- groups of one fixed text
              <span key={index}>{group}</span>
            ))}
          </p>
          <div>
            <CopyButton label={t.copyKey} text={() => secret} />
          </div>
        </div>
      </div>
      {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
      <Field label={t.code} hint={t.codeHint} error={errors.code?.message}>
        {(control) => <CodeInput inputMode="numeric" {...control} {...register('code')} />}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.turnOn}
        </Button>
      </div>
    </form>
  );
}
