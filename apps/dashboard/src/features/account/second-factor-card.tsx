'use client';

import type { secondFactor } from '@clawberth/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { renewRecoveryCodesAction, turnOffSecondFactorAction } from './own-actions.ts';
import { ProveDialog } from './prove-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const t = texts.ownAccount.secondFactor;
const setUp = texts.ownAccount.setUp;

type Props = { factor: Wire<secondFactor.SecondFactorView>; email: string };

/** Whether signing in asks for a code, and what can be done about it. */
export function SecondFactorCard({ factor: { on, since, recoveryCodesLeft }, email }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState<'renew' | 'off' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const change = (open: boolean) => !open && setAsking(null);
  function turnedOff() {
    setAsking(null);
    toast.success(t.turnedOff);
    router.refresh();
  }
  function renewed({ recoveryCodes }: { recoveryCodes: string[] }) {
    setAsking(null);
    setCodes(recoveryCodes);
  }
  function stored() {
    setCodes(null);
    router.refresh();
  }
  return (
    <Card className="grid gap-4">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-bold">{t.title}</h2>
          <Pill tone={on ? 'good' : 'quiet'}>{on ? t.on : t.offWord}</Pill>
        </div>
        <div className="text-small text-muted">
          {on && since ? (
            <>
              <p>
                {t.onSince} <Time at={since} />.
              </p>
              <p>{t.codesLeft(recoveryCodesLeft)}</p>
            </>
          ) : (
            <p>{t.off}</p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap gap-2.5">
        {on ? (
          <>
            <Button onClick={() => setAsking('renew')}>{t.renew}</Button>
            <Button variant="danger" onClick={() => setAsking('off')}>
              {t.turnOff}
            </Button>
          </>
        ) : (
          <Button asChild variant="primary">
            <Link href="/account/second-factor">{t.setUp}</Link>
          </Button>
        )}
      </div>
      <ProveDialog
        open={asking === 'renew'}
        onOpenChange={change}
        title={t.renewTitle}
        text={t.renewText}
        confirm={t.renew}
        act={(proof) => renewRecoveryCodesAction({ proof })}
        onDone={renewed}
      />
      <ProveDialog
        open={asking === 'off'}
        onOpenChange={change}
        title={t.turnOffTitle}
        text={t.turnOffText}
        confirm={t.turnOff}
        destroys
        act={(proof) => turnOffSecondFactorAction({ proof })}
        onDone={turnedOff}
      />
      <Dialog
        open={codes !== null}
        onOpenChange={() => undefined}
        title={setUp.codesTitle}
        description={setUp.codesText}
      >
        {codes && <RecoveryCodes codes={codes} email={email} onStored={stored} />}
      </Dialog>
    </Card>
  );
}
