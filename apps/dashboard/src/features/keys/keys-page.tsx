'use client';

import type { bot } from '@clawberth/core';
import { useBot } from '@/features/bot/bot-context.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { replaceProviderKeyAction, replaceTelegramTokenAction } from './actions.ts';
import { KeyCard } from './key-card.tsx';

const t = texts.bot.keys;

type Props = Pick<Wire<bot.BotConfigView>, 'telegram' | 'providerKey' | 'modelId'> & {
  provider: ProviderOption | null;
};

/** The bot's two secrets: fingerprints, and a way to replace each. */
export function KeysPage({ telegram, providerKey, provider }: Props) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  const label = provider?.label ?? '';
  return (
    <div className="grid max-w-[640px] gap-4">
      <p className="text-muted">{t.lead}</p>
      <KeyCard
        title={t.telegramTitle}
        known={telegram}
        about={telegram?.username ? `@${telegram.username}` : null}
        absent={t.noTelegram}
        replaceLabel={t.replaceToken}
        fieldLabel={t.newToken}
        waiting={texts.wizard.tokenChecking}
        field="token"
        onReplace={(token) => replaceTelegramTokenAction(slug, { botId, token })}
      />
      <KeyCard
        title={provider?.demo ? texts.wizard.demoTitle : t.providerTitle(label)}
        known={providerKey}
        about={null}
        absent={t.demo}
        replaceLabel={t.replaceKey}
        fieldLabel={t.newKey}
        waiting={texts.wizard.keyChecking(label)}
        field="key"
        onReplace={(key) => replaceProviderKeyAction(slug, { botId, key })}
      />
    </div>
  );
}
