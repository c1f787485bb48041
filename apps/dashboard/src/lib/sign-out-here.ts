'use client';

import { signOut } from 'next-auth/react';
import { toast } from 'sonner';
import { signOutAction } from '@/features/session/actions.ts';
import { networkFailure } from './use-action.ts';

/**
 * Ends the session in the database, then throws the cookie away and goes to `to`. A session that was over already is
 * as good; when it could not be ended, it says so and stays: nobody walks away believing they are signed out.
 */
export async function signOutHere(to: string): Promise<void> {
  const result = await signOutAction({}).catch(networkFailure);
  if (!result.ok && result.code !== 'not_signed_in') return void toast.error(result.message);
  await signOut({ callbackUrl: to });
}
