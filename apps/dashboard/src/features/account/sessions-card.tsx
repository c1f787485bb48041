'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CardHeading } from '@/components/ui/card-heading.tsx';
import { Card } from '@/components/ui/card.tsx';
import { DialogButtons } from '@/components/ui/dialog-buttons.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { signOutHere } from '@/lib/sign-out-here.ts';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { endAllSessionsAction } from './own-actions.ts';
import { SessionLine, type SessionFacts } from './session-line.tsx';

const t = texts.ownAccount.sessions;

/** Every browser that is signed in, and the ways to end that. */
export function SessionsCard({ sessions }: { sessions: SessionFacts[] }) {
  const [asking, setAsking] = useState(false);
  const { pending, run } = useAction();
  async function endAll() {
    const result = await run(() => endAllSessionsAction({}));
    // This browser's session is over with the others; what is left is its cookie.
    if (result?.ok) await signOutHere('/sign-in');
  }
  return (
    <Card className="grid gap-2">
      <CardHeading title={t.title} text={t.text} />
      <ul className="divide-y divide-line">
        {sessions.map((one) => (
          <SessionLine key={one.id} session={one} />
        ))}
      </ul>
      <div>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t.everywhere}
        </Button>
      </div>
      <Dialog open={asking} onOpenChange={setAsking} title={t.everywhereTitle} description={t.everywhereText}>
        <DialogButtons
          confirm={t.everywhere}
          variant="destroy"
          pending={pending}
          onCancel={() => setAsking(false)}
          onConfirm={endAll}
        />
      </Dialog>
    </Card>
  );
}
