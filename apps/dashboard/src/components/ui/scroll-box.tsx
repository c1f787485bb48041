import type { ComponentProps } from 'react';

/** A box that scrolls and can be reached, and so scrolled, with the keyboard. */
export function ScrollBox(props: ComponentProps<'div'>) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: a scrolling region must take the focus
  return <div tabIndex={0} {...props} />;
}
