import type { MouseEvent } from 'react';

/**
 * For a button's `onMouseDown`: the field before it keeps the focus, whose message, said on leaving it, would move the
 * button from under the pointer.
 */
export function holdFocus(event: MouseEvent): void {
  event.preventDefault();
}
