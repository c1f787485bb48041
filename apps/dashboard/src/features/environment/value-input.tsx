'use client';

import { useImperativeHandle, useRef, useState, type ClipboardEvent, type DragEvent, type Ref } from 'react';
import { Button } from '@/components/ui/button.tsx';
import type { FieldControl } from '@/components/ui/field.tsx';
import { SecretInput } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment.form;

export type ValueHandle = { read: () => string; fill: (value: string) => void; focus: () => void };
type Props = { ref: Ref<ValueHandle>; control: FieldControl; disabled: boolean; onChange: () => void };

/**
 * Takes a value, masked from the first keystroke. A browser's masked field has one line, so a value of several is held
 * beside it. Nothing can be copied out, and no attribute of the page holds it.
 */
export function ValueInput({ ref, control, disabled, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const held = useRef<string | null>(null);
  const [lines, setLines] = useState(0);
  function fill(value: string) {
    const several = value.includes('\n');
    held.current = several ? value : null;
    setLines(several ? value.split('\n').length : 0);
    if (input.current) input.current.value = several ? '' : value;
    onChange();
  }
  useImperativeHandle(ref, () => ({
    read: () => held.current ?? input.current?.value ?? '',
    fill,
    focus: () => input.current?.focus(),
  }));
  function takeLines(event: ClipboardEvent | DragEvent, text: string) {
    const clean = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
    if (!clean.includes('\n')) return;
    event.preventDefault();
    fill(clean);
  }
  return (
    <div className="flex gap-2 max-sm:flex-col">
      <SecretInput
        ref={input}
        {...control}
        readOnly={disabled || lines > 0}
        placeholder={lines > 0 ? t.held(lines) : undefined}
        onChange={onChange}
        onPaste={(event) => takeLines(event, event.clipboardData.getData('text/plain'))}
        onDrop={(event) => takeLines(event, event.dataTransfer.getData('text/plain'))}
        onCopy={(event) => event.preventDefault()}
        onCut={(event) => event.preventDefault()}
        onDragStart={(event) => event.preventDefault()}
      />
      {lines > 0 && (
        <Button
          className="shrink-0 sm:h-11"
          onClick={() => {
            fill('');
            input.current?.focus();
          }}
        >
          {t.emptyField}
        </Button>
      )}
    </div>
  );
}
