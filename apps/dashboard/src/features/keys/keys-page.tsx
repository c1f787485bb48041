'use client';

import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { replaceTelegramTokenAction } from './actions.ts';
import { KeyCard } from './key-card.tsx';
import type { Known } from './key-facts.tsx';
import { ProviderCard, type ProviderCardProps } from './provider-card.tsx';

const t = texts.bot.keys;

type Props = ProviderCardProps & { telegram: (Known & { username: string | null }) | null };

/** The bot's two secrets, as fingerprints, and who answers; a way to replace each. */
export function KeysPage({ telegram, ...provider }: Props) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  return (
    <div className="grid max-w-[640px] gap-4">
      <p className="text-muted">{t.lead}</p>
      <ProviderCard {...provider} />
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
    </div>
  );
}
