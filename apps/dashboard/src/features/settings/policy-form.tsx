'use client';

import type { bot } from '@clawberth/core';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { setRotationPolicyAction } from './actions.ts';
import { useMay, useOrganisation } from './organisation-context.tsx';

const t = texts.keys.policy;
type Policy = bot.KeysView['policy'];
const POLICIES = ['days_90', 'days_30', 'quarterly'] as const satisfies readonly Policy[];

/** The choice of how old keys may get; who may not choose reads what was chosen. */
export function PolicyForm({ policy }: { policy: Policy }) {
  const { slug } = useOrganisation();
  const mayChoose = useMay('organisation:secure');
  const [chosen, setChosen] = useState(policy);
  const { pending, run } = useAction();
  if (!mayChoose)
    return (
      <p>
        <span className="font-semibold">{t.choices[policy].title}.</span>{' '}
        <span className="text-small text-muted">{t.onlyAdmins}</span>
      </p>
    );
  function submit(event: FormEvent) {
    event.preventDefault();
    void run(() => setRotationPolicyAction(slug, { policy: chosen }), { success: t.saved, refresh: true });
  }
  return (
    <form method="post" className="grid gap-3" onSubmit={submit}>
      <fieldset className="grid gap-2.5 sm:grid-cols-3">
        <legend className="sr-only">{t.label}</legend>
        {POLICIES.map((value) => (
          <ChoiceCard
            key={value}
            name="policy"
            value={value}
            title={t.choices[value].title}
            text={t.choices[value].text}
            checked={chosen === value}
            disabled={pending}
            onChange={() => setChosen(value)}
          />
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="flex-1 basis-60 text-small text-muted">{t.letters}</p>
        <Button type="submit" pending={pending} disabled={chosen === policy}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
