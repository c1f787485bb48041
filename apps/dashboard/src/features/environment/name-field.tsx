import type { RefObject } from 'react';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment.form;

type Props = {
  input: RefObject<HTMLInputElement | null>;
  name: string;
  error: string | undefined;
  onChange: (name: string) => void;
  onLeave: () => void;
};

/** The name of a new variable. */
export function NameField({ input, name, error, onChange, onLeave }: Props) {
  return (
    <Field label={t.name} hint={t.nameHint} error={error}>
      {(control) => (
        <Input
          ref={input}
          value={name}
          maxLength={80}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          className="font-mono"
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
          {...control}
        />
      )}
    </Field>
  );
}
