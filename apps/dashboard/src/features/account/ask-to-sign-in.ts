'use client';

import { signIn } from 'next-auth/react';
import { texts } from '@/texts/index.ts';

const t = texts.account;

type Password = { provider: 'credentials'; email: string; password: string; code?: string };
/** After Google or GitHub: the server knows from a cookie who it is. */
type CodeAlone = { provider: 'code'; code: string };
export type SignInOutcome =
  | { kind: 'signed_in' }
  | { kind: 'needs_code' }
  /** `field` when the message belongs to the code and not to the whole form. */
  | { kind: 'refused'; message: string; field?: 'code' };

/** Asks next-auth, and turns what it answers into one sentence. */
export async function askToSignIn({ provider, ...credentials }: Password | CodeAlone): Promise<SignInOutcome> {
  const result = await signIn(provider, { ...credentials, redirect: false }).catch(() => null);
  if (!result) return refused(texts.errors.network);
  if (result.ok && !result.error) return { kind: 'signed_in' };
  // `<code>` or `<code>: <what core says about it>`
  const [code, words] = (result.error ?? '').split(/: (.*)/s);
  if (code === 'second_factor_required') return { kind: 'needs_code' };
  if (code === 'code_refused') return { ...refused(t.code.refused), field: 'code' };
  if (code === 'too_many_requests') return refused(words || t.tooManyRequests);
  if (code === 'not_signed_in') return refused(t.code.tooLate);
  if (code === 'CredentialsSignin') return refused(provider === 'code' ? t.code.tooLate : t.signInRefused);
  return refused(t.signInFailed);
}

const refused = (message: string) => ({ kind: 'refused' as const, message });
