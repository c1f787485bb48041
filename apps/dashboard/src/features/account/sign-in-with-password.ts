'use client';

import { signIn } from 'next-auth/react';
import { texts } from '@/texts/index.ts';

/** Signs in and returns null, or the one sentence that says why not. */
export async function signInWithPassword(credentials: { email: string; password: string }): Promise<string | null> {
  const result = await signIn('credentials', { ...credentials, redirect: false }).catch(() => null);
  if (!result) return texts.errors.network;
  if (result.ok && !result.error) return null;
  if (result.error === 'too_many_requests') return texts.account.tooManyRequests;
  if (result.error === 'CredentialsSignin') return texts.account.signInRefused;
  return texts.account.signInFailed;
}
