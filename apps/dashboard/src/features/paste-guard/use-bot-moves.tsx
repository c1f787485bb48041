'use client';

import Link from 'next/link';
import { useBot, useBotPath } from '@/features/bot/bot-context.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { carrySecret } from './carried-secret.ts';
import type { Move, Moves } from './paste-guard.tsx';

const t = texts.pasteGuard;

/**
 * Where secrets belong that are found on a bot's page: its Keys, which wait with the field filled; `onKeys` when the reader
 * is there already. None for who may set no keys.
 */
export function useBotMoves({ onKeys = false }: { onKeys?: boolean } = {}): Moves {
  const { id: botId, channel } = useBot();
  const keys = useBotPath('keys');
  if (!useMay('secret:manage')) return {};
  const move: Move = {
    label: ({ place }) => (onKeys ? t.moveTo[place] : t.moveToKeys),
    run: ({ place, providerId, value }) => {
      carrySecret({ botId, place, providerId: providerId ?? null, value });
      return (
        <>
          {t.waits[place]}{' '}
          <Link href={keys} className="font-semibold text-primary underline-offset-4 hover:underline">
            {t.openKeys}
          </Link>
        </>
      );
    },
  };
  return { provider_key: move, variable: move, ...(channel === 'telegram' ? { telegram_token: move } : {}) };
}
