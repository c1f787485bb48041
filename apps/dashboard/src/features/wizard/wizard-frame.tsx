'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { useFormState } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';
import { STEPS, type Draft, type Step } from './draft.ts';

const t = texts.wizard;

type Props = {
  index: number;
  step: Step;
  busy: boolean;
  onBack: () => void;
  onSubmit: () => void;
  children: ReactNode;
};

/** Heading, progress and buttons around a step. The focus moves to the heading when the step changes. */
export function WizardFrame({ index, step, busy, onBack, onSubmit, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  const { errors } = useFormState<Draft>();
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
    window.scrollTo({ top: 0 });
  }, [step]);
  const last = step === 'review';
  return (
    <form
      noValidate
      autoComplete="off"
      method="post"
      className="max-w-[640px]"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <p className="text-small text-muted">{t.step(index + 1, STEPS.length)}</p>
      <h1 ref={heading} tabIndex={-1} className="text-title font-bold outline-none">
        {t.steps[step]}
      </h1>
      <div aria-hidden className="mt-4 mb-6 grid grid-cols-5 gap-1.5">
        {STEPS.map((name, position) => (
          <span
            key={name}
            className={position <= index ? 'h-2 rounded-full bg-primary' : 'h-2 rounded-full bg-quiet-soft'}
          />
        ))}
      </div>
      <div className="grid gap-5">{children}</div>
      {errors.root?.message && (
        <div className="mt-5">
          <Notice tone="bad">{errors.root.message}</Notice>
        </div>
      )}
      <div className="mt-6 flex items-center justify-between gap-3">
        {index > 0 ? (
          <Button onClick={onBack} disabled={busy}>
            {texts.common.back}
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit" variant="primary" pending={busy}>
          {last ? (busy ? t.deploying : t.deploy) : texts.common.continue}
        </Button>
      </div>
      <p aria-live="polite" className="mt-3 text-right text-small text-muted">
        {last && busy && t.deployingText}
      </p>
    </form>
  );
}
