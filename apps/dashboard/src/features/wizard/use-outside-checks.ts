'use client';

import { useCallback } from 'react';
import { useCheck } from '@/lib/use-check.ts';
import { checkProviderKeyAction, checkTelegramTokenAction } from './actions.ts';
import type { Draft } from './draft.ts';

/** Asks Telegram whose token this is. */
export function useTokenCheck(slug: string) {
  return useCheck(useCallback((token: string) => checkTelegramTokenAction(slug, { token }), [slug]));
}
export type TokenCheck = ReturnType<typeof useTokenCheck>;

/** Asks the provider one small question; another model or provider is another question. */
export function useKeyCheck(slug: string) {
  const { state, check, reset } = useCheck(
    useCallback((subject: string) => checkProviderKeyAction(slug, JSON.parse(subject) as KeySubject), [slug]),
  );
  const checkDraft = (draft: Pick<Draft, 'providerId' | 'modelId' | 'providerKey'>) => check(keySubject(draft));
  return { state, checkDraft, reset };
}
export type KeyCheck = ReturnType<typeof useKeyCheck>;

type KeySubject = { providerId: string; key: string; modelId: string };

/** What a key check is about, as one text to compare. */
export function keySubject(draft: Pick<Draft, 'providerId' | 'modelId' | 'providerKey'>): string {
  return JSON.stringify({
    providerId: draft.providerId,
    key: draft.providerKey.trim(),
    modelId: draft.modelId,
  } satisfies KeySubject);
}
