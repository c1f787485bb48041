'use client';

import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { useArrival } from '@/features/paste-guard/use-arrival.ts';
import { useBotMoves } from '@/features/paste-guard/use-bot-moves.tsx';
import { WrongField } from '@/features/paste-guard/wrong-field.tsx';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import { texts } from '@/texts/index.ts';

type Props = {
  /** Names the form for who cannot see it. */
  label: string;
  fieldLabel: string;
  error: string | undefined;
  /** What the field takes: "a Telegram token". */
  wanted: string;
  place: 'telegram_token' | 'provider_key';
  fits: (secret: { place: string; providerId?: string }) => boolean;
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
  const { label, fieldLabel, error, place, wanted, fits, input, submitLabel, pending, locked, before, after } = props;
  const [typed, setTyped] = useState('');
  const moves = useBotMoves({ onKeys: true });
  const arrived = useArrival(place, (carried) => {
    const { providerId, value } = carried;
    if (providerId !== null && !fits({ place, providerId })) return false;
    fill(value);
    return true;
  });
  useLeaveGuard(typed !== '' && !locked, texts.wizard.leave);
  // The button that held the focus has just gone.
  useEffect(() => input.current?.focus(), [input]);
  function type(value: string) {
    setTyped(value);
    props.onType(value.trim());
  }
  function fill(value: string) {
    write(input.current, value);
    type(value);
  }
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
      <Field label={fieldLabel} hint={arrived && texts.pasteGuard.arrived} error={error}>
        {(control) => (
          <SecretInput
            ref={input}
            readOnly={locked}
            onChange={({ target }) => type(target.value)}
            onBlur={({ target }) => props.onLeave?.(target.value.trim())}
            {...control}
          />
        )}
      </Field>
      <WrongField
        value={typed}
        wanted={wanted}
        fits={fits}
        moves={moves}
        onEmpty={() => {
          fill('');
          input.current?.focus();
        }}
      />
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

function write(field: HTMLInputElement | null, value: string): void {
  if (field) field.value = value;
}
