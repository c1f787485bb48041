import { texts } from '@/texts/index.ts';

/** The mark and the name. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 28 28" className="size-7" aria-hidden>
        <rect width="28" height="28" rx="8" className="fill-primary" />
        <path
          d="M19.8 9.8a8 8 0 1 0 1.4 8.4"
          fill="none"
          strokeWidth="2.8"
          strokeLinecap="round"
          className="stroke-on-primary"
        />
      </svg>
      <span className="text-lead font-bold">{texts.common.product}</span>
    </span>
  );
}
