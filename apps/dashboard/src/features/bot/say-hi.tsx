'use client';

import { ExternalLink } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { useBot } from './bot-context.tsx';

const t = texts.bot;

/** The first step with a fresh Telegram bot, until somebody has written to it; for who can let themselves in then. */
export function SayHi() {
  const { channel, state, telegramUsername, lastInboundAt, waiting } = useBot();
  const mayDecide = useMay('person:decide');
  if (!mayDecide) return null;
  if (channel !== 'telegram' || state !== 'working' || !telegramUsername || lastInboundAt || waiting > 0) return null;
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4">
      <p className="max-w-prose flex-1 basis-64">{t.sayHi(telegramUsername)}</p>
      <Button asChild>
        <a href={`https://t.me/${encodeURIComponent(telegramUsername)}`} target="_blank" rel="noreferrer noopener">
          {t.openTelegram}
          <ExternalLink aria-hidden />
        </a>
      </Button>
    </Card>
  );
}
