'use client';

import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { Pill } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.bot.safetyPage;

/** The proof of isolation from both sides, and the settings in words. */
export function SafetyPage() {
  return (
    <div className="grid max-w-[760px] gap-4">
      <Card>
        <h2 className="mb-3 font-bold">{t.proofTitle}</h2>
        <Proof />
      </Card>
      <Card className="pb-2">
        <h2 className="mb-3 font-bold">{t.settingsTitle}</h2>
        <ul className="divide-y divide-line border-t border-line">
          {t.settings.map((setting) => (
            <li key={setting.title} className="flex gap-3 py-3.5">
              <ShieldCheck aria-hidden className="mt-0.5 size-4.5 shrink-0 text-primary" />
              <div>
                <h3 className="font-semibold">{setting.title}</h3>
                <p className="text-muted">{setting.text}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Proof() {
  const { sandboxProof } = useBot();
  if (!sandboxProof) return <p className="text-muted">{t.none}</p>;
  return (
    <dl className="divide-y divide-line border-t border-line">
      <Row
        label={t.verdict}
        value={<Pill tone={sandboxProof.gvisor ? 'good' : 'bad'}>{sandboxProof.gvisor ? t.yes : t.no}</Pill>}
      />
      <Row
        label={t.outside}
        hint={t.outsideText}
        value={<code className="font-mono text-small">{sandboxProof.runtime}</code>}
      />
      <Row
        label={t.inside}
        hint={t.insideText}
        value={<code className="font-mono text-small break-words">{sandboxProof.kernel}</code>}
      />
      <Row label={t.checkedAt} value={<Time at={sandboxProof.checkedAt} />} />
    </dl>
  );
}

function Row({ label, hint, value }: { label: string; hint?: string; value: ReactNode }) {
  return (
    <div className="grid gap-1 py-3 sm:grid-cols-[300px_1fr] sm:gap-4">
      <dt>
        <span className="font-medium">{label}</span>
        {hint && <span className="block text-small text-muted">{hint}</span>}
      </dt>
      <dd className="min-w-0">{value}</dd>
    </div>
  );
}
