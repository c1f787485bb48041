import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'button'>, 'onChange' | 'className' | 'type' | 'role'> & {
  /** Names it for those who do not see what stands beside it. */
  label: string;
  checked: boolean;
};

/** On or off. Radix' own would be written by the server with a style attribute, which our content policy refuses. */
export function Switch({ label, checked, ...rest }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      data-state={checked ? 'checked' : 'unchecked'}
      className="group inline-flex h-7 w-12 shrink-0 items-center rounded-full border border-line-strong bg-quiet-soft p-0.5 transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-55 data-[state=checked]:border-primary data-[state=checked]:bg-primary"
      {...rest}
    >
      <span
        aria-hidden
        className="block size-5.5 rounded-full border border-line-strong bg-card transition-transform duration-150 group-data-[state=checked]:translate-x-5 group-data-[state=checked]:border-card"
      />
    </button>
  );
}
