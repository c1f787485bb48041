'use client';

import { useId, type ReactNode } from 'react';

export type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Said beside the label, e.g. "optional". */
  note?: string;
  children: (control: FieldControl) => ReactNode;
};

/** A labelled field with its hint and its error; the control gets the ids that tie them together. */
export function Field({ label, hint, error, note, children }: Props) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
        {note && <span className="font-normal text-muted"> {note}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-small font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
