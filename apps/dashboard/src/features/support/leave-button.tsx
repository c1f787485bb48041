'use client';

import { Button } from '@/components/ui/button.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { leaveVisitAction } from './actions.ts';

/** Ends a visit and leads back to the console. */
export function LeaveButton({ visitId }: { visitId: string }) {
  const { pending, run } = useAction();
  async function leave() {
    const result = await run(() => leaveVisitAction({ visitId }), { success: texts.support.left });
    if (result?.ok) window.location.assign('/support');
  }
  return (
    <Button pending={pending} onClick={() => void leave()}>
      {texts.support.leave}
    </Button>
  );
}
