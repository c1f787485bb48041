'use client';

import type { bot } from '@clawberth/core';
import { useRef, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { OutsideLink } from '@/components/ui/outside-link.tsx';
import { StepMark } from '@/components/ui/step-mark.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { revokeSecretAction, suspectSecretAction } from './actions.ts';

const t = texts.keys.leak;

type Props = {
  secret: Wire<bot.SecretView>;
  outside: { url: string; name: string } | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  replaceLabel: string;
  /** Null where Clawberth no longer offers the provider. */
  onReplace: (() => void) | null;
};

/** What to do when others may know a secret, in order; the first step is one click and needs nobody outside. */
export function LeakDialog({ secret, outside, open, onOpenChange, replaceLabel, onReplace }: Props) {
  const { slug } = useOrganisation();
  const bot = useBot();
  const { kind } = secret;
  const [stopped, setStopped] = useState<string[] | null>(null);
  const next = useRef<HTMLButtonElement>(null);
  const stopping = useAction();
  const marking = useAction();
  const input = { botId: bot.id, kind };
  const isStopped = stopped !== null || secret.revokedAt !== null;
  const users = [bot.name, ...secret.sharedWith.map(({ botName }) => botName)];

  async function stop() {
    const result = await stopping.run(() => revokeSecretAction(slug, input), { refresh: true });
    if (!result?.ok) return;
    setStopped(result.value.bots.map(({ botName }) => botName));
    next.current?.focus();
  }
  async function mark() {
    const result = await marking.run(() => suspectSecretAction(slug, input), { success: t.marked, refresh: true });
    if (result?.ok) onOpenChange(false);
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.title[kind]} description={t.text}>
      <ol className="grid gap-4">
        <LeakStep number={1} title={t.stop} done={isStopped}>
          <div aria-live="polite" className="grid gap-2.5">
            {isStopped ? (
              <p>
                {t.stopped} {stopped !== null && t.stoppedBots(stopped)}
              </p>
            ) : (
              <p>
                {t.stopWhat(users)} {t.stopKeeps[kind]}
              </p>
            )}
          </div>
          {!isStopped && (
            <Button
              variant="destroy"
              className="justify-self-start"
              pending={stopping.pending}
              onClick={() => void stop()}
            >
              {t.stopNow}
            </Button>
          )}
        </LeakStep>
        <LeakStep number={2} title={<EndOutside kind={kind} outside={outside} />}>
          <p>{kind === 'telegram_token' ? t.endTokenText : outside ? t.endKeyText : t.endUnknown}</p>
        </LeakStep>
        <LeakStep number={3} title={t.putIn}>
          <p>{t.putInText[kind]}</p>
          {onReplace && (
            <Button
              ref={next}
              variant={isStopped ? 'primary' : 'plain'}
              className="justify-self-start"
              disabled={stopping.pending}
              onClick={onReplace}
            >
              {replaceLabel}
            </Button>
          )}
        </LeakStep>
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 border-t border-line pt-4">
        {!isStopped && secret.rotation.reason === 'suspected' && (
          <p className="flex-1 basis-60 text-small text-muted">{t.alreadyMarked}</p>
        )}
        {!isStopped && secret.rotation.reason !== 'suspected' && (
          <div className="grid flex-1 basis-60 justify-items-start">
            <Button variant="quiet" size="text" pending={marking.pending} onClick={() => void mark()}>
              {t.mark}
            </Button>
            <p className="text-small text-muted">{t.markText}</p>
          </div>
        )}
        <Button className="ml-auto" onClick={() => onOpenChange(false)}>
          {texts.common.close}
        </Button>
      </div>
    </Dialog>
  );
}

function EndOutside({ kind, outside }: Pick<Props, 'outside'> & { kind: bot.GivenKind }) {
  if (kind === 'provider_key' && !outside) return <>{t.endAtProvider}</>;
  return (
    <>
      {kind === 'telegram_token' ? t.endToken : t.endKey}{' '}
      {outside && <OutsideLink url={outside.url} label={outside.name} />}
    </>
  );
}

type StepProps = { number: number; title: ReactNode; done?: boolean; children: ReactNode };

function LeakStep({ number, title, done = false, children }: StepProps) {
  return (
    <li className="flex items-start gap-3">
      <StepMark status={done ? 'done' : 'waiting'} number={number} />
      <div className="grid min-w-0 flex-1 gap-2">
        <h3 className="font-semibold">
          {title}
          {done && <span className="sr-only">, {texts.keys.stepStatus.done}</span>}
        </h3>
        {children}
      </div>
    </li>
  );
}
