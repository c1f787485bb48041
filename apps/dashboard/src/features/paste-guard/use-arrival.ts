'use client';

import type { SecretPlace } from '@clawberth/core/screens';
import { useEffect, useState } from 'react';
import { useBot } from '@/features/bot/bot-context.tsx';
import { dropCarriedSecret, useCarriedSecret, type CarriedSecret } from './carried-secret.ts';

/** Hands what was carried to this place of the bot to its field, once. Says whether something has arrived. */
export function useArrival(
  place: SecretPlace,
  /** Fills it in; false where this field is not the right one after all. */
  take: (secret: CarriedSecret) => boolean,
): boolean {
  const { id: botId } = useBot();
  const carried = useCarriedSecret(botId, place);
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    if (carried === null || !take(carried)) return;
    setArrived(true);
    dropCarriedSecret(carried);
  }, [carried, take]);
  return arrived;
}
