'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { providerName } from '@/features/provider/provider-name.ts';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useReturnFocus } from '@/lib/use-return-focus.ts';
import { texts } from '@/texts/index.ts';
import { replaceProviderKeyAction } from './actions.ts';
import { ChangeProviderForm } from './change-provider-form.tsx';
import { KeyFacts, type Known } from './key-facts.tsx';
import { ReplaceForm } from './replace-form.tsx';

const t = texts.bot.keys;

export type ProviderCardProps = {
  providers: ProviderOption[];
  /** Null where the catalogue no longer has the bot's provider. */
  current: ProviderOption | null;
  modelId: string;
  known: Known | null;
  /** The config version that all of this was read with. */
  version: number;
};

/** Who answers: provider, model and sealed key, and the ways to change them. */
export function ProviderCard({ providers, current, modelId, known, version }: ProviderCardProps) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  const maySet = useMay('secret:manage');
  const [open, setOpen] = useState<'key' | 'provider' | null>(null);
  const { ref, giveBack } = useReturnFocus();
  const name = current ? providerName(current) : t.unknownProvider;
  const model = current?.models.find((entry) => entry.id === modelId)?.label ?? modelId;
  function close() {
    giveBack();
    setOpen(null);
  }
  return (
    <Card className="grid gap-3">
      <h2 className="font-bold">{t.providerTitle}</h2>
      <KeyFacts
        before={[
          { label: t.provider, value: name },
          { label: t.model, value: model },
        ]}
        known={known}
        labels={[t.keyFingerprint, t.keySetAt]}
      />
      {current?.demo && <p className="text-muted">{t.demo}</p>}
      {maySet && open === null && (
        <div className="mt-1 flex flex-wrap gap-2.5">
          <Button ref={ref} onClick={() => setOpen('provider')}>
            {t.changeProvider}
          </Button>
          {known && <Button onClick={() => setOpen('key')}>{t.replaceKey}</Button>}
        </div>
      )}
      {!maySet && <p className="text-small text-muted">{t.onlyAdmins}</p>}
      {open === 'key' && (
        <ReplaceForm
          fieldLabel={t.newKey}
          replaceLabel={t.replaceKey}
          waiting={texts.wizard.keyChecking(name)}
          field="key"
          onReplace={(key) => replaceProviderKeyAction(slug, { botId, key })}
          onClose={close}
        />
      )}
      {open === 'provider' && (
        <ChangeProviderForm
          others={providers.filter((provider) => provider.id !== current?.id)}
          keyThatGoes={known && name}
          version={version}
          onClose={close}
        />
      )}
    </Card>
  );
}
