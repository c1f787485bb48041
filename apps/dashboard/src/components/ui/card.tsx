import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn.ts';

const TONES = {
  plain: 'border-line bg-card',
  warn: 'border-warn-line bg-warn-soft',
  bad: 'border-bad bg-card',
} as const;

/** A white card with a hairline border. */
export function Card({
  className,
  tone = 'plain',
  ...rest
}: ComponentProps<'section'> & { tone?: keyof typeof TONES }) {
  return <section className={cn('rounded-card border p-5', TONES[tone], className)} {...rest} />;
}
