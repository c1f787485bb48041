'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import type { KeyCardProps } from './key-card.tsx';

type Props = Pick<KeyCardProps, 'fieldLabel' | 'waiting' | 'field' | 'onReplace' | 'replaceLabel'> & {
  onClose: () => void;
};

/** Takes the new secret; the server checks it outside before it replaces the old one. */
export function ReplaceForm({ fieldLabel, waiting, field, onReplace, replaceLabel, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const { pending, run } = useAction();
  // The button that held the focus has just gone.
  useEffect(() => input.current?.focus(), []);
  async function submit() {
    const secret = input.current?.value.trim() ?? '';
    if (!secret) return setError(field === 'token' ? texts.wizard.checks.token : texts.wizard.checks.key);
    setError(undefined);
    const result = await run(() => onReplace(secret), { success: texts.bot.keys.replaced, refresh: true, quiet: true });
    if (result?.ok) return onClose();
    if (result) setError(result.fields[field] ?? result.message);
  }
  return (
    <form
      noValidate
      autoComplete="off"
      method="post"
      className="grid gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label={fieldLabel} error={error}>
        {(control) => <SecretInput ref={input} onChange={() => setError(undefined)} {...control} />}
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2.5">
        <p aria-live="polite" className="flex-1 text-small text-muted">
          {pending && waiting}
        </p>
        <Button onClick={onClose} disabled={pending}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" variant="primary" pending={pending}>
          {replaceLabel}
        </Button>
      </div>
    </form>
  );
}
