'use client';

import type { EventLine } from '@/features/audit/event-line.ts';
import { TryItHere } from '@/features/chat/try-it-here.tsx';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { cn } from '@/lib/cn.ts';
import { useRefreshWith } from '@/lib/use-refresh-with.ts';
import { useBot, type LiveBot } from './bot-context.tsx';
import { BotFacts } from './bot-facts.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { SayHi } from './say-hi.tsx';
import { Stages } from './stages.tsx';
import { WaitingPeople } from './waiting-people.tsx';
import { WhatHappened } from './what-happened.tsx';

/** Does it work, is anybody waiting, what happened: the four answers, and a chat beside them for who may. */
export function BotHome({ events }: { events: EventLine[] }) {
  const bot = useBot();
  const mayReadLog = useMay('audit:read');
  const mayChat = useMay('bot:chat');
  // The slice of the audit log is read anew when something about the bot has changed.
  useRefreshWith([bot.state, bot.waiting, bot.generation, bot.configVersion, bot.name].join(' '));
  const starting = showStages(bot);
  return (
    <div
      className={cn(
        'grid grid-cols-[minmax(0,1fr)] items-start gap-4',
        mayChat && 'lg:grid-cols-[minmax(0,1fr)_minmax(0,340px)]',
      )}
    >
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
        <WaitingPeople />
        {starting && <Stages />}
        {bot.failure && <FailureNotice failure={bot.failure} />}
        {!starting && !bot.failure && <SayHi />}
        {!starting && <BotFacts />}
        {mayReadLog && <WhatHappened events={events} />}
      </div>
      {mayChat && <TryItHere />}
    </div>
  );
}

/** The stages stand while the bot starts, and where its start failed. */
function showStages(bot: LiveBot): boolean {
  if (bot.desiredState !== 'running') return false;
  return bot.state === 'starting' || bot.stages.some((stage) => stage.status === 'failed');
}
