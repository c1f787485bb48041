'use client';

import { useCallback } from 'react';
import { useCheck } from '@/lib/use-check.ts';
import { checkTelegramTokenAction } from './actions.ts';

/** Asks Telegram whose token this is. */
export function useTokenCheck(slug: string) {
  return useCheck(useCallback((token: string) => checkTelegramTokenAction(slug, { token }), [slug]));
}
export type TokenCheck = ReturnType<typeof useTokenCheck>;
