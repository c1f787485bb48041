'use client';

import { useCallback } from 'react';
import { useCheck } from '@/lib/use-check.ts';
import { checkProviderKeyAction } from './actions.ts';
import type { ProviderChoice } from './provider-choice.ts';

type KeySubject = { providerId: string; key: string; modelId: string };

/** Asks the provider one small question; another model or provider is another question. */
export function useKeyCheck(slug: string) {
  const { state, check, reset } = useCheck(
    useCallback((subject: string) => checkProviderKeyAction(slug, JSON.parse(subject) as KeySubject), [slug]),
  );
  const checkChoice = (choice: ProviderChoice) => check(keySubject(choice));
  return { state, checkChoice, reset };
}
export type KeyCheck = ReturnType<typeof useKeyCheck>;

/** What a key check is about, as one text to compare. */
function keySubject({ providerId, modelId, providerKey }: ProviderChoice): string {
  return JSON.stringify({ providerId, key: providerKey.trim(), modelId } satisfies KeySubject);
}
