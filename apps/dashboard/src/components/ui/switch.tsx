import { Switch as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';

/** On or off, at once or after a question; `label` names it for those who do not see what stands beside it. */
export function Switch({
  label,
  ...rest
}: Omit<ComponentProps<typeof Primitive.Root>, 'className'> & { label: string }) {
  return (
    <Primitive.Root
      aria-label={label}
      className="inline-flex h-7 w-12 shrink-0 items-center rounded-full border border-line-strong bg-quiet-soft p-0.5 transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-primary data-[state=checked]:bg-primary"
      {...rest}
    >
      <Primitive.Thumb className="block size-5.5 rounded-full border border-line-strong bg-card transition-transform duration-150 data-[state=checked]:translate-x-5 data-[state=checked]:border-card" />
    </Primitive.Root>
  );
}
