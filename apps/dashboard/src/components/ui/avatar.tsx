import { cn } from '@/lib/cn.ts';
import { initials } from '@/lib/initials.ts';

const TONES = {
  soft: 'bg-soft text-primary',
  coral: 'bg-coral-soft text-coral-ink',
  quiet: 'bg-quiet-soft text-quiet-ink',
} as const;

/** A square with somebody's initials; decoration only, the name always stands beside it. */
export function Avatar({
  name,
  tone = 'soft',
  size = 'large',
}: {
  name: string;
  tone?: keyof typeof TONES;
  size?: 'large' | 'small';
}) {
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex shrink-0 items-center justify-center font-bold',
        size === 'large' ? 'size-[46px] rounded-[12px] text-lead' : 'size-8 rounded-[10px] text-small',
        TONES[tone],
      )}
    >
      {initials(name)}
    </span>
  );
}
