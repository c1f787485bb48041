'use client';

import type { ErrorCode } from '@clawberth/core';
import { useRouter } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { ActionResult } from '@/server/action.ts';
import { leaveForSecondFactor, leaveForSignIn } from './leave-for-sign-in.ts';
import { texts } from '@/texts/index.ts';

type Options = {
  /** Said in a toast after success. */
  success?: string;
  /** A form shows errors by itself; everything else gets them as a toast. */
  quiet?: boolean;
  /** Reads the page's data anew after success. */
  refresh?: boolean;
};

/** Runs a server action once at a time. A network failure becomes an ordinary result. */
export function useAction() {
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  const router = useRouter();
  const run = useCallback(
    async <T>(action: () => Promise<ActionResult<T>>, options: Options = {}): Promise<ActionResult<T> | null> => {
      if (busy.current) return null;
      busy.current = true;
      setPending(true);
      const result = await action().catch(networkFailure);
      busy.current = false;
      setPending(false);
      if (!result.ok && result.code === 'second_factor_required') leaveForSecondFactor();
      if (!result.ok && !options.quiet) toast.error(result.message, wayOn(result.code));
      if (result.ok && options.success) toast.success(options.success);
      if (result.ok && options.refresh) router.refresh();
      return result;
    },
    [router],
  );
  return { pending, run };
}

/** Who was signed out meanwhile keeps what they typed, and chooses when to go. */
function wayOn(code: ErrorCode) {
  if (code !== 'not_signed_in') return {};
  return { action: { label: texts.errors.signInAgain, onClick: leaveForSignIn } };
}

/** What a call that never reached the server answers. */
export function networkFailure(): ActionResult<never> {
  return { ok: false, code: 'outside_unreachable', message: texts.errors.network, fields: {} };
}
