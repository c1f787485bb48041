'use client';

import Link from 'next/link';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { retryBotAction } from './actions.ts';
import { useBot, useBotPath, type LiveBot } from './bot-context.tsx';

const t = texts.bot.failure;
type Failure = NonNullable<LiveBot['failure']>;
const PAGES = { replace_telegram_token: 'keys', replace_provider_key: 'keys' } as const;

/** What went wrong, who can mend it, the one next step; the log lines one click below. */
export function FailureNotice({ failure }: { failure: Failure }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const needsKeys = failure.action in PAGES;
  const mayMend = useMay(needsKeys ? 'secret:manage' : 'bot:operate');
  const mayReadLog = useMay('log:read');
  return (
    <Card tone="bad" aria-label={failure.title}>
      <h2 className="text-lead font-bold text-bad">{failure.title}</h2>
      <p className="mt-1 text-muted">
        {failure.whatHappened}{' '}
        {mayMend || failure.whoCanFix !== 'you'
          ? `${t[failure.whoCanFix]} ${failure.nextStep}`
          : needsKeys
            ? t.keyHolders
            : t.team}
      </p>
      {failure.retryAt && (
        <p className="mt-1 text-muted">
          {t.retryAt} <Time at={failure.retryAt} />
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-3 empty:hidden">
        <NextStep action={failure.action} />
        {mayReadLog && (
          <Button aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {open ? t.hideLog : t.showLog}
          </Button>
        )}
      </div>
      {open && (
        <ScrollBox
          id={id}
          role="region"
          aria-label={t.showLog}
          className="mt-4 max-h-72 overflow-auto rounded-control bg-paper p-3 font-mono text-small whitespace-pre-wrap break-words"
        >
          {failure.logTail.length > 0 ? failure.logTail.join('\n') : t.noLog}
        </ScrollBox>
      )}
    </Card>
  );
}

function NextStep({ action }: { action: Failure['action'] }) {
  const { slug } = useOrganisation();
  const { id } = useBot();
  const root = useBotPath();
  const { pending, run } = useAction();
  const mayOperate = useMay('bot:operate');
  const maySetKeys = useMay('secret:manage');
  if (action === 'none' || !mayOperate) return null;
  if (action === 'retry') {
    return (
      <Button
        variant="primary"
        pending={pending}
        onClick={() => void run(() => retryBotAction(slug, { botId: id }), { success: texts.bot.done.retry })}
      >
        {t.actions.retry}
      </Button>
    );
  }
  if (!maySetKeys) return null;
  return (
    <Button asChild variant="primary">
      <Link href={`${root}/${PAGES[action]}`}>{t.actions[action]}</Link>
    </Button>
  );
}
