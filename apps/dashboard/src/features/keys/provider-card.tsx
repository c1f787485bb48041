'use client';

import type { bot } from '@clawberth/core';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { providerName } from '@/features/provider/provider-name.ts';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useCarriedSecret } from '@/features/paste-guard/carried-secret.ts';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { useReturnFocus } from '@/lib/use-return-focus.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { CardTitle } from './card-title.tsx';
import { ChangeProviderForm } from './change-provider-form.tsx';
import { ReplaceKey } from './replace-key.tsx';
import { RotationBadge } from './rotation-badge.tsx';
import { SecretButtons } from './secret-buttons.tsx';
import { SecretFacts } from './secret-facts.tsx';
import { SecretState } from './secret-state.tsx';

const t = texts.keys.provider;

type Props = {
  providers: ProviderOption[];
  current: ProviderOption | null;
  modelId: string;
  version: number;
  policy: bot.KeysView['policy'];
  secret: Wire<bot.SecretView> | null;
};

/** Who answers: provider, model and sealed key, and the ways to change them. */
export function ProviderCard({ providers, current, modelId, version, policy, secret }: Props) {
  const maySet = useMay('secret:manage');
  const [open, setOpen] = useState<'key' | 'provider' | null>(null);
  const [left, setLeft] = useState<'key' | 'provider'>('provider');
  const { ref, giveBack } = useReturnFocus();
  const carried = useCarriedSecret(useBot().id, 'provider_key');
  const ownKey = secret !== null && current !== null;
  useEffect(() => {
    if (carried) setOpen(ownKey && (carried.providerId ?? current?.id) === current?.id ? 'key' : 'provider');
  }, [carried, ownKey, current]);
  const name = current ? providerName(current) : t.unknown;
  const model = current?.models.find((entry) => entry.id === modelId)?.label ?? modelId;
  function close() {
    setLeft(open ?? 'provider');
    giveBack();
    setOpen(null);
  }
  return (
    <Card className="grid gap-3">
      <CardTitle
        title={t.title}
        badge={secret && <RotationBadge rotation={secret.rotation} stopped={secret.revokedAt !== null} />}
      />
      <SecretFacts
        before={[
          { label: t.provider, value: name },
          { label: t.model, value: model },
        ]}
        secret={secret}
      />
      {secret && <SecretState secret={secret} policy={policy} />}
      {current?.demo && <p className="text-muted">{t.demo}</p>}
      {maySet && open === null && (
        <div className="mt-1 flex flex-wrap gap-2.5">
          {secret && (
            <SecretButtons
              secret={secret}
              outside={current?.keyUrl ? { url: current.keyUrl, name: current.label } : null}
              replaceLabel={t.replace}
              replaceRef={left === 'key' ? ref : null}
              onReplace={current && (() => setOpen('key'))}
            />
          )}
          <Button ref={left === 'provider' ? ref : null} onClick={() => setOpen('provider')}>
            {t.change}
          </Button>
        </div>
      )}
      {open === 'key' && secret && current && (
        <ReplaceKey
          provider={current}
          fingerprint={secret.fingerprint}
          stopped={secret.revokedAt !== null}
          onClose={close}
        />
      )}
      {open === 'provider' && (
        <ChangeProviderForm
          others={providers.filter((provider) => provider.id !== current?.id)}
          keyThatGoes={secret && name}
          version={version}
          onClose={close}
        />
      )}
    </Card>
  );
}
