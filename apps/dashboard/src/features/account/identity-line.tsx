'use client';

import type { account } from '@clawberth/core';
import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { allowConnectingAction, disconnectIdentityAction } from './own-actions.ts';
import { ProveDialog } from './prove-dialog.tsx';

const t = texts.ownAccount.identities;

type Props = {
  provider: account.IdentityProvider;
  connectedAt: string | null;
  /** Nothing else signs this person in: it stays. */
  lastWay: boolean;
};

/** Google or GitHub: connected or not, and the way to change that. */
export function IdentityLine({ provider, connectedAt, lastWay }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const name = t.names[provider];
  const connected = connectedAt !== null;
  function disconnected() {
    setAsking(false);
    toast.success(t.disconnected(name));
    router.refresh();
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5 last:pb-0">
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold">{name}</p>
        <p className="text-small text-muted">
          {connected ? (
            <>
              {t.connected} <Time at={connectedAt} />
            </>
          ) : (
            t.notConnected
          )}
        </p>
        {connected && lastWay && <p className="text-small text-muted">{t.lastWay(name)}</p>}
      </div>
      <Button
        disabled={connected && lastWay}
        aria-label={connected ? t.disconnectOf(name) : t.connectOf(name)}
        onClick={() => setAsking(true)}
      >
        {connected ? t.disconnect : t.connect}
      </Button>
      {connected ? (
        <ProveDialog
          open={asking}
          onOpenChange={setAsking}
          title={t.disconnectTitle(name)}
          text={t.disconnectText(name)}
          confirm={t.disconnect}
          destroys
          act={(proof) => disconnectIdentityAction({ provider, proof })}
          onDone={disconnected}
        />
      ) : (
        <ProveDialog
          open={asking}
          onOpenChange={setAsking}
          title={t.connectTitle(name)}
          text={t.connectText(name)}
          confirm={t.connect}
          act={(proof) => allowConnectingAction({ provider, proof })}
          onDone={() => void signIn(provider, { callbackUrl: `/account?connecting=${provider}` })}
        />
      )}
    </li>
  );
}
