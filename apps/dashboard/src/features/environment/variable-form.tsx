'use client';

import { variableNameProblem, variableValueProblem, type SecretPlace } from '@clawberth/core/screens';
import type { bot } from '@clawberth/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { useBotMoves } from '@/features/paste-guard/use-bot-moves.tsx';
import { holdFocus } from '@/lib/hold-focus.ts';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import type { ActionResult } from '@/server/action.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { KindField } from './kind-field.tsx';
import { MisplacedValue } from './misplaced-value.tsx';
import { NameField } from './name-field.tsx';
import { ValueInput, type ValueHandle } from './value-input.tsx';

const t = texts.environment;

type Change = { name: string; secret: boolean; value: string };
type Props = {
  /** The variable that gets a new value; null for a new one. */
  of: Pick<Wire<bot.VariableView>, 'name' | 'secret'> | null;
  /** Names that are taken. */
  taken: readonly string[];
  /** Filled in from elsewhere, and said so. */
  carried: string | null;
  pending: boolean;
  onSubmit: (change: Change) => Promise<ActionResult<unknown> | null>;
  onCancel: () => void;
};

/** Asks for one variable. The value is masked, and forgotten by the page as soon as it is kept. */
export function VariableForm({ of, taken, carried, pending, onSubmit, onCancel }: Props) {
  const value = useRef<ValueHandle>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(of?.name ?? '');
  const [secret, setSecret] = useState(of?.secret ?? true);
  const [typed, setTyped] = useState(false);
  const [errors, setErrors] = useState<{ name?: string; value?: string }>({});
  const [misplaced, setMisplaced] = useState<SecretPlace | null>(null);
  const moves = useBotMoves({ onKeys: true });
  useLeaveGuard((typed || name !== (of?.name ?? '')) && !pending, t.leave);
  useEffect(() => {
    if (carried !== null) value.current?.fill(carried);
    if (of === null) nameInput.current?.focus();
    else value.current?.focus();
  }, [carried, of]);

  function judgeName(wanted: string): string | undefined {
    if (of !== null) return undefined;
    if (wanted === '') return t.form.noName;
    return variableNameProblem(wanted)?.message ?? (taken.includes(wanted) ? t.form.taken : undefined);
  }
  function judgeValue(): string | undefined {
    const written = value.current?.read() ?? '';
    const problem = written === '' ? null : variableValueProblem({ name: name.trim(), value: written, secret });
    setMisplaced(problem !== null && problem.place !== 'variable' ? problem.place : null);
    return written === '' ? t.form.noValue : problem?.message;
  }
  function show(found: { name?: string | undefined; value?: string | undefined }): boolean {
    setErrors({ ...(found.name ? { name: found.name } : {}), ...(found.value ? { value: found.value } : {}) });
    if (found.name) nameInput.current?.focus();
    else if (found.value) value.current?.focus();
    return !found.name && !found.value;
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = name.trim();
    if (!show({ name: judgeName(wanted), value: judgeValue() })) return;
    const result = await onSubmit({ name: wanted, secret, value: value.current?.read() ?? '' });
    if (result === null || result.ok) return;
    show({
      name: result.fields['changes.0.name'],
      value: result.fields['changes.0.value'] ?? (result.fields['changes.0.name'] ? undefined : result.message),
    });
  }
  function changed() {
    setTyped((value.current?.read() ?? '') !== '');
    setErrors(({ value: _old, ...rest }) => rest);
    setMisplaced(null);
  }
  const title = of === null ? t.form.addTitle : t.form.changeTitle(of.name);
  return (
    <form
      noValidate
      autoComplete="off"
      method="post"
      aria-label={title}
      className="grid max-w-[640px] gap-4 border-t border-line pt-4"
      onSubmit={(event) => void submit(event)}
    >
      <h3 className="font-semibold break-all">{title}</h3>
      {of === null && (
        <NameField
          input={nameInput}
          name={name}
          error={errors.name}
          onChange={(written) => {
            setName(written);
            setErrors(({ name: _old, ...rest }) => rest);
          }}
          onLeave={() => name !== '' && setErrors((all) => withName(all, judgeName(name.trim())))}
        />
      )}
      <KindField
        secret={secret}
        onChange={(kind) => {
          setSecret(kind);
          setErrors(({ value: _old, ...rest }) => rest);
        }}
      />
      <Field
        label={t.form.value}
        hint={carried === null ? t.form.valueHint : texts.pasteGuard.arrived}
        error={errors.value}
      >
        {(control) => <ValueInput ref={value} control={control} disabled={pending} onChange={changed} />}
      </Field>
      {misplaced && (
        <MisplacedValue place={misplaced} moves={moves} value={() => value.current?.read() ?? ''} onMoved={onCancel} />
      )}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onMouseDown={holdFocus} onClick={onCancel} disabled={pending}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" variant="primary" pending={pending} onMouseDown={holdFocus}>
          {t.form.keep}
        </Button>
      </div>
    </form>
  );
}

function withName(all: { value?: string }, name: string | undefined): { name?: string; value?: string } {
  const { value } = all;
  return { ...(value ? { value } : {}), ...(name ? { name } : {}) };
}
