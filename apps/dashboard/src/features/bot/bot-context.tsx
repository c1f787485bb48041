'use client';

import type { bot } from '@clawberth/core';
import { createContext, useContext, type ReactNode } from 'react';
import { LostNotice } from '@/components/ui/lost-notice.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useEventStream } from '@/lib/use-event-stream.ts';
import type { Wire } from '@/wire.ts';

export type LiveBot = Wire<bot.BotView>;
const Context = createContext<LiveBot | null>(null);

/** Keeps the bot of the page up to date for all its tabs, over one event stream. */
export function BotProvider({ initial, children }: { initial: LiveBot; children: ReactNode }) {
  const { slug } = useOrganisation();
  const { value, lost } = useEventStream(`/api/o/${slug}/bots/${initial.id}/events`, initial);
  return (
    <Context value={value}>
      <LostNotice lost={lost} />
      {children}
    </Context>
  );
}

/** The bot as last seen. Throws outside of a bot's pages. */
export function useBot(): LiveBot {
  const value = useContext(Context);
  if (!value) throw new Error('useBot needs the layout of a bot');
  return value;
}

/** The address of one of the bot's pages. */
export function useBotPath(page = ''): string {
  const { slug } = useOrganisation();
  const { id } = useBot();
  return `/o/${slug}/bots/${id}${page && `/${page}`}`;
}
