'use client';

import Link from 'next/link';
import { Card } from '@/components/ui/card.tsx';
import { useBot, useBotPath, type LiveBot } from '@/features/bot/bot-context.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { ChatBox } from './chat-box.tsx';

const t = texts.bot.chat;

/** The web chat beside the bot's facts, for who may chat. */
export function TryItHere() {
  const bot = useBot();
  const { slug } = useOrganisation();
  const keys = useBotPath('keys');
  const maySetKeys = useMay('secret:manage');
  return (
    <Card className="flex min-h-56 flex-col gap-3 max-lg:max-h-[460px] lg:h-[460px]" aria-label={t.title}>
      <div>
        <h2 className="font-bold">{t.title}</h2>
        <p className="text-small text-muted">
          {bot.demo ? t.demo : t.onlyYou}{' '}
          {bot.demo && maySetKeys && (
            <Link href={keys} className="font-semibold text-primary underline-offset-4 hover:underline">
              {t.chooseProvider}
            </Link>
          )}
        </p>
      </div>
      <ChatBox url={`/api/o/${slug}/bots/${bot.id}/chat`} botName={bot.name} blocked={blockedReason(bot)} />
    </Card>
  );
}

/** Why nobody can write now; null when the bot listens. */
function blockedReason(bot: LiveBot): string | null {
  if (bot.desiredState !== 'running') return t.notRunning;
  if (bot.observedState === 'running' && bot.state !== 'starting') return null;
  return bot.failure ? t.failedBot : t.starting;
}
