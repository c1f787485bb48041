'use client';

import { useState } from 'react';
import type { QrCode } from '@/server/draw-qr-code.ts';
import { texts } from '@/texts/index.ts';
import { BeginSetUp } from './begin-set-up.tsx';
import { ConfirmSetUp } from './confirm-set-up.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const t = texts.ownAccount.setUp;

type Step = { kind: 'begin' } | { kind: 'confirm'; key: string; qrCode: QrCode } | { kind: 'codes'; codes: string[] };

/** Sets a second factor up: who it is, the app, the recovery codes. Nothing is in force before the app's first code. */
export function SetUp({ email, next }: { email: string; next: string }) {
  const [step, setStep] = useState<Step>({ kind: 'begin' });
  if (step.kind === 'begin') return <BeginSetUp onBegun={(begun) => setStep({ kind: 'confirm', ...begun })} />;
  if (step.kind === 'confirm')
    return (
      <ConfirmSetUp qrCode={step.qrCode} secret={step.key} onConfirmed={(codes) => setStep({ kind: 'codes', codes })} />
    );
  return (
    <div className="grid gap-4">
      <div role="status" className="grid gap-1">
        <h2 className="text-lead font-bold">{t.codesTitle}</h2>
        <p className="text-muted">{t.codesText}</p>
      </div>
      {/* A full load: from here on this session has proved its second factor. */}
      <RecoveryCodes codes={step.codes} email={email} onStored={() => window.location.assign(next)} />
    </div>
  );
}
