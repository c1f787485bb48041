import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn.ts';

/** Shared look of everything that is typed into. */
export const controlClass =
  'w-full rounded-control border border-line-strong/60 bg-card px-3.5 text-base text-ink placeholder:text-muted/80 transition-colors duration-150 hover:border-line-strong disabled:opacity-60 aria-invalid:border-bad dark:bg-paper';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(controlClass, 'h-11', className)} {...rest} />;
}

/** For keys and tokens: masked from the first keystroke and left alone by password managers and spell checkers. */
export function SecretInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <Input
      type="password"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      className={cn('font-mono tracking-wide', className)}
      {...rest}
    />
  );
}

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={cn(controlClass, 'min-h-24 resize-y py-2.5', className)} {...rest} />;
}

/** The browser's own list, with an arrow that fits the other fields. `className` sizes the box around it. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block h-11', className)}>
      <select className={cn(controlClass, 'h-full appearance-none pr-9')} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
