'use client';

import type { bot } from '@clawberth/core';
import { useState } from 'react';
import { toast } from 'sonner';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import type { ActionResult } from '@/server/action.ts';
import { toWire, type Wire } from '@/wire.ts';
import { discardDraftAction, draftVariablesAction } from './actions.ts';

type View = Wire<bot.EnvironmentView>;
type Change = { name: string; secret: boolean; value: string | null };

/** The environment as last read, by the page or as the answer to a change, and the ways to change its draft. */
export function useEnvironment(initial: View) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  const { pending, run } = useAction();
  const [{ from, environment }, setState] = useState({ from: initial, environment: initial });
  if (from !== initial) setState({ from: initial, environment: initial });

  function show(result: ActionResult<bot.EnvironmentView> | null, said: string) {
    if (!result?.ok) return;
    setState((before) => ({ ...before, environment: toWire(result.value) }));
    toast.success(said);
  }
  /** Forms show refusals by themselves; a removal's comes as a toast. */
  async function draft(changes: Change[], said: string) {
    const quiet = changes.some(({ value }) => value !== null);
    const result = await run(() => draftVariablesAction(slug, { botId, changes }), { quiet });
    show(result, said);
    return result;
  }
  /** Without names, the whole draft. */
  async function discard(names: string[] | null, said: string) {
    show(await run(() => discardDraftAction(slug, { botId, names })), said);
  }
  return { environment, pending, draft, discard };
}
