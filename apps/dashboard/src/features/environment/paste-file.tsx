'use client';

import type { bot } from '@clawberth/core';
import { parseEnvFile } from '@clawberth/core/screens';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { EnvPreview } from './env-preview.tsx';
import { PasteTarget } from './paste-target.tsx';

const t = texts.environment.file;

type Change = { name: string; secret: boolean; value: string };
type Read = ReturnType<typeof parseEnvFile>;
type Props = {
  environment: Wire<bot.EnvironmentView>;
  pending: boolean;
  /** `pasted`: the clipboard holds it still. */
  onSubmit: (changes: Change[], pasted: boolean) => Promise<ActionResult<unknown> | null>;
  onCancel: () => void;
};

/** Reads a whole .env file in the browser, shows what it would do, and sends what is chosen. */
export function PasteFile({ environment, pending, onSubmit, onCancel }: Props) {
  const [read, setRead] = useState<(Read & { pasted: boolean }) | null>(null);
  const [error, setError] = useState<string>();
  useLeaveGuard(read !== null && !pending, texts.environment.leave);
  function take(text: string, from: 'clipboard' | 'file') {
    const result = parseEnvFile(text);
    if (result.entries.length === 0) return setError(result.problem ?? t.unreadable);
    setError(undefined);
    setRead({ ...result, pasted: from === 'clipboard' });
  }
  return (
    <section aria-label={t.title} className="grid gap-4 border-t border-line pt-4">
      <div>
        <h3 className="font-semibold">{t.title}</h3>
        <p className="text-small text-muted">{t.text}</p>
      </div>
      {read ? (
        <EnvPreview
          entries={read.entries}
          problem={read.problem}
          environment={environment}
          pending={pending}
          onSubmit={(changes) => onSubmit(changes, read.pasted)}
          onOther={() => setRead(null)}
          onCancel={onCancel}
        />
      ) : (
        <>
          <PasteTarget error={error} onText={take} onError={setError} />
          <Button className="justify-self-end" onClick={onCancel}>
            {texts.common.cancel}
          </Button>
        </>
      )}
    </section>
  );
}
