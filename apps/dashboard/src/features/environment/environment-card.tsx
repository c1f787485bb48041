'use client';

import type { bot } from '@clawberth/core';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { dropCarriedSecret, useCarriedSecret } from '@/features/paste-guard/carried-secret.ts';
import { useMay } from '@/features/settings/organisation-context.tsx';
import { useKeepFocus } from '@/lib/use-keep-focus.ts';
import { useReturnFocus } from '@/lib/use-return-focus.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { ClearClipboard } from './clear-clipboard.tsx';
import { DraftSection } from './draft-section.tsx';
import { LiveList } from './live-list.tsx';
import { PasteFile } from './paste-file.tsx';
import { RestartSteps } from './restart-steps.tsx';
import { useEnvironment } from './use-environment.ts';
import { VariableForm } from './variable-form.tsx';

const t = texts.environment;

type Open = { form: 'add' | 'file' } | { form: 'change'; of: Pick<Wire<bot.VariableView>, 'name' | 'secret'> };

/** The bot's environment: what is live, what waits, and the ways to change it. Values of secrets are never here. */
export function EnvironmentCard({ initial }: { initial: Wire<bot.EnvironmentView> }) {
  const { id: botId } = useBot();
  const maySet = useMay('secret:manage');
  const { environment, pending, draft, discard } = useEnvironment(initial);
  const carried = useCarriedSecret(botId, 'variable');
  const [open, setOpen] = useState<Open | null>(null);
  const [clipboard, setClipboard] = useState(false);
  const [restartAfter, setRestartAfter] = useState<number | null>(null);
  const { ref, giveBack } = useReturnFocus();
  const { ref: title, acted } = useKeepFocus();
  const shown: Open | null = open ?? (carried && maySet ? { form: 'add' } : null);
  function close() {
    if (carried) dropCarriedSecret(carried);
    giveBack();
    setOpen(null);
  }
  const change = (of: Wire<bot.VariableView>) => setOpen({ form: 'change', of });
  return (
    <Card aria-labelledby="environment-title" className="grid gap-4">
      <div>
        <h2 ref={title} tabIndex={-1} id="environment-title" className="font-bold outline-none">
          {t.title}
        </h2>
        <p className="text-muted">{t.about}</p>
      </div>
      <section aria-labelledby="environment-live" className="grid gap-1">
        <h3 id="environment-live" className="font-semibold">
          {t.live}
        </h3>
        <LiveList
          environment={environment}
          maySet={maySet}
          pending={pending}
          onChange={change}
          onRemove={({ name, secret }) => {
            acted();
            void draft([{ name, secret, value: null }], t.removed(name));
          }}
        />
      </section>
      {environment.draft.length > 0 && (
        <DraftSection
          environment={environment}
          maySet={maySet}
          pending={pending}
          onChange={change}
          onDiscard={(names, said) => {
            acted();
            return discard(names, said);
          }}
          onApplied={(restart) => {
            acted();
            setRestartAfter(restart);
          }}
        />
      )}
      {restartAfter !== null && <RestartSteps after={restartAfter} onClose={() => setRestartAfter(null)} />}
      {clipboard && <ClearClipboard onDone={() => setClipboard(false)} />}
      {!maySet && <p className="text-small text-muted">{t.onlyAdmins}</p>}
      {maySet && shown === null && (
        <div className="flex flex-wrap gap-2.5">
          <Button ref={ref} onClick={() => setOpen({ form: 'add' })}>
            {t.add}
          </Button>
          <Button onClick={() => setOpen({ form: 'file' })}>{t.paste}</Button>
        </div>
      )}
      {shown !== null && shown.form !== 'file' && (
        <VariableForm
          key={shown.form === 'change' ? shown.of.name : ''}
          of={shown.form === 'change' ? shown.of : null}
          taken={[...environment.live, ...environment.draft].map(({ name }) => name)}
          carried={shown.form === 'add' ? (carried?.value ?? null) : null}
          pending={pending}
          onCancel={close}
          onSubmit={async (one) => {
            const result = await draft([one], t.drafted(1));
            if (result?.ok) close();
            return result;
          }}
        />
      )}
      {shown?.form === 'file' && (
        <PasteFile
          environment={environment}
          pending={pending}
          onCancel={close}
          onSubmit={async (changes, pasted) => {
            const result = await draft(changes, t.drafted(changes.length));
            if (result?.ok) {
              setClipboard(pasted);
              close();
            }
            return result;
          }}
        />
      )}
    </Card>
  );
}
