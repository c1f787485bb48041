import { Notice } from './notice.tsx';
import { texts } from '@/texts/index.ts';

/** Says that what stands on the screen may be old. */
export function LostNotice({ lost }: { lost: boolean }) {
  return (
    <div aria-live="polite">
      {lost && (
        <div className="mb-4">
          <Notice tone="warn">{texts.common.reconnecting}</Notice>
        </div>
      )}
    </div>
  );
}
