'use client';

import { MoreHorizontal, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Menu, MenuItem } from '@/components/ui/menu.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { restartBotAction, startBotAction, stopBotAction } from './actions.ts';
import { useBot } from './bot-context.tsx';
import { DeleteBot } from './delete-bot.tsx';

const t = texts.bot;

/** Stop or Start, Restart and Delete. A viewer reads why there are none. */
export function BotButtons() {
  const { slug, role } = useOrganisation();
  const { id, desiredState, state } = useBot();
  const { pending, run } = useAction();
  const [deleting, setDeleting] = useState(false);
  const mayOperate = useMay('bot:operate');
  const mayDelete = useMay('bot:delete');
  if (!mayOperate) return <p className="max-w-56 text-small text-muted">{texts.common.readOnlyReason[role]}</p>;
  if (state === 'deleting') return null;
  const running = desiredState === 'running';
  const input = { botId: id };
  return (
    <div className="flex items-center gap-2.5">
      {running ? (
        <>
          <Button
            pending={pending}
            onClick={() => void run(() => restartBotAction(slug, input), { success: t.done.restart })}
          >
            <RotateCw aria-hidden />
            {t.restart}
          </Button>
          <Button
            disabled={pending}
            onClick={() => void run(() => stopBotAction(slug, input), { success: t.done.stop })}
          >
            <Square aria-hidden />
            {t.stop}
          </Button>
        </>
      ) : (
        <Button
          variant="primary"
          pending={pending}
          onClick={() => void run(() => startBotAction(slug, input), { success: t.done.start })}
        >
          <Play aria-hidden />
          {t.start}
        </Button>
      )}
      {mayDelete && (
        <Menu
          trigger={
            <Button size="icon" aria-label={t.more}>
              <MoreHorizontal aria-hidden />
            </Button>
          }
        >
          <MenuItem danger onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            {t.delete}
          </MenuItem>
        </Menu>
      )}
      <DeleteBot open={deleting} onOpenChange={setDeleting} />
    </div>
  );
}
