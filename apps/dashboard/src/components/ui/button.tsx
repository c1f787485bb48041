import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn.ts';

const styles = cva(
  'inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-control text-base font-semibold transition-colors duration-150 select-none disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-primary text-on-primary hover:bg-primary-strong',
        plain: 'bg-card text-ink border border-line hover:border-line-strong',
        danger: 'bg-card text-bad border border-line hover:border-bad',
        destroy: 'bg-bad text-card hover:opacity-90',
        quiet: 'text-primary hover:underline underline-offset-4',
      },
      size: {
        normal: 'h-10 px-4',
        small: 'h-9 px-3 text-small',
        icon: 'size-10',
        text: 'h-auto p-0',
      },
    },
    defaultVariants: { variant: 'plain', size: 'normal' },
  },
);

type Props = ComponentProps<'button'> & VariantProps<typeof styles> & { asChild?: boolean; pending?: boolean };

/** A button. While `pending` it shows a spinner, cannot be pressed again and keeps its words. */
export function Button({
  className,
  variant,
  size,
  asChild = false,
  pending = false,
  children,
  disabled,
  type,
  ...rest
}: Props) {
  const classes = cn(styles({ variant, size }), className);
  if (asChild)
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type={type ?? 'button'}
      className={classes}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...rest}
    >
      {pending && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
