'use client';

import { Button } from '@/components/ui/button.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { leaveVisitAction } from './actions.ts';

const t = texts.support;

/** Ends a visit and leads back to the console. `name` tells several apart. */
export function LeaveButton({ visitId, name }: { visitId: string; name?: string }) {
  const { pending, run } = useAction();
  async function leave() {
    const result = await run(() => leaveVisitAction({ visitId }));
    if (result?.ok) window.location.assign('/support?left');
  }
  return (
    <Button
      pending={pending}
      aria-label={name === undefined ? undefined : t.leaveOf(name)}
      onClick={() => void leave()}
    >
      {t.leave}
    </Button>
  );
}
