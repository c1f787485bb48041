'use client';

import { texts } from '@/texts/index.ts';
import { Button } from './button.tsx';

type Props = {
  /** What the dialog is for, as a verb. */
  confirm: string;
  variant?: 'primary' | 'destroy';
  pending: boolean;
  onCancel: () => void;
  /** Where there is none, the button sends the form around it. */
  onConfirm?: () => Promise<void>;
};

/** The last line of a dialog: the way back, and the thing itself. */
export function DialogButtons({ confirm, variant = 'primary', pending, onCancel, onConfirm }: Props) {
  return (
    <div className="flex flex-wrap justify-end gap-2.5">
      <Button onClick={onCancel}>{texts.common.cancel}</Button>
      <Button
        type={onConfirm ? 'button' : 'submit'}
        variant={variant}
        pending={pending}
        onClick={onConfirm && (() => void onConfirm())}
      >
        {confirm}
      </Button>
    </div>
  );
}
