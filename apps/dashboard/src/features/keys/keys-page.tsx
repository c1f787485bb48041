'use client';

import type { bot } from '@clawberth/core';
import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { useRefreshWith } from '@/lib/use-refresh-with.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { InnerTokensCard } from './inner-tokens-card.tsx';
import { ProviderCard } from './provider-card.tsx';
import { TelegramCard } from './telegram-card.tsx';
import { Whereabouts } from './whereabouts.tsx';

const t = texts.keys;

type Props = {
  keys: Wire<bot.KeysView>;
  providers: ProviderOption[];
  /** Null where the catalogue no longer has the bot's provider. */
  current: ProviderOption | null;
  modelId: string;
  /** The config version that all of this was read with. */
  version: number;
  /** The bot's environment, between what it holds and where it all lives. */
  children?: ReactNode;
};

/** The bot's secrets, as fingerprints and ages, and the ways to replace, stop and renew them. */
export function KeysPage({ keys, children, ...provider }: Props) {
  const maySet = useMay('secret:manage');
  const { generation, observedState, configVersion, state } = useBot();
  useRefreshWith([generation, observedState, configVersion, state].join(' '));
  return (
    <div className="grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-muted">{t.lead}</p>
      {!maySet && (
        <Notice>
          <strong className="font-semibold">{t.onlyAdmins}</strong> {t.onlyLook}
        </Notice>
      )}
      <ProviderCard {...provider} policy={keys.policy} secret={keys.providerKey} />
      <TelegramCard policy={keys.policy} telegram={keys.telegram} />
      {children}
      <InnerTokensCard policy={keys.policy} tokens={keys.innerTokens} />
      <Whereabouts telegram={keys.telegram !== null} provider={keys.providerKey !== null} />
    </div>
  );
}
