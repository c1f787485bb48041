import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/cn.ts';

type Props = Omit<ComponentProps<'input'>, 'type' | 'title'> & { title: ReactNode; text?: ReactNode };

/** One of several choices: a real radio button that looks like a card. */
export function ChoiceCard({ title, text, className, disabled, ...rest }: Props) {
  return (
    <label
      className={cn(
        'relative grid content-start gap-0.5 rounded-card border border-line bg-card px-4 py-3.5 transition-colors duration-150 hover:border-line-strong has-checked:border-primary has-checked:shadow-[inset_0_0_0_1px_var(--primary)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary',
        disabled ? 'opacity-60' : 'cursor-pointer',
        className,
      )}
    >
      <input
        type="radio"
        className="absolute inset-0 size-full cursor-[inherit] appearance-none rounded-card opacity-0"
        disabled={disabled}
        {...rest}
      />
      <span className="font-semibold">{title}</span>
      {text && <span className="text-small text-muted">{text}</span>}
    </label>
  );
}
