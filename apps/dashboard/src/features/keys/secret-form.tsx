'use client';

import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import { texts } from '@/texts/index.ts';

type Props = {
  /** Names the form for who cannot see it. */
  label: string;
  fieldLabel: string;
  error: string | undefined;
  input: RefObject<HTMLInputElement | null>;
  submitLabel: string;
  pending: boolean;
  /** Nothing may be changed or left now: the new secret is being put in. */
  locked: boolean;
  onType: (value: string) => void;
  onLeave?: (value: string) => void;
  onSubmit: () => Promise<void>;
  onCancel: () => void;
  /** How to get the new secret. */
  before: ReactNode;
  /** What is known of what was typed, and what is going on. */
  after: ReactNode;
};

/** Takes a new secret, masked from the first keystroke, between the way to get one and what becomes of it. */
export function SecretForm(props: Props) {
  const { label, fieldLabel, error, input, submitLabel, pending, locked, before, after } = props;
  const [typed, setTyped] = useState(false);
  useLeaveGuard(typed && !locked, texts.wizard.leave);
  // The button that held the focus has just gone.
  useEffect(() => input.current?.focus(), [input]);
  return (
    <form
      noValidate
      autoComplete="off"
      method="post"
      aria-label={label}
      className="grid max-w-[640px] gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void props.onSubmit();
      }}
    >
      {before}
      <Field label={fieldLabel} error={error}>
        {(control) => (
          <SecretInput
            ref={input}
            readOnly={locked}
            onChange={({ target }) => {
              setTyped(target.value !== '');
              props.onType(target.value.trim());
            }}
            onBlur={({ target }) => props.onLeave?.(target.value.trim())}
            {...control}
          />
        )}
      </Field>
      {after}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={props.onCancel} disabled={locked}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" variant="primary" pending={pending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
