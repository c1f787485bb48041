import type { ComponentProps } from 'react';
import { Input } from '@/components/ui/input.tsx';

/** For a code of the app or a recovery code: phones offer the one that just arrived, and nothing corrects what is typed. */
export function CodeInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <Input
      type="text"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      autoCorrect="off"
      spellCheck={false}
      maxLength={60}
      className="font-mono tracking-wide"
      {...props}
    />
  );
}
