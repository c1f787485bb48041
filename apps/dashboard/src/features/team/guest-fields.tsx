'use client';

import { useFormContext } from 'react-hook-form';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';
import { localDay } from './local-day.ts';
import type { TermsValues } from './schema.ts';
import type { BotName } from './team-page.tsx';

const t = texts.team;

/** Which bots a guest sees, and until when. */
export function GuestFields({ bots }: { bots: BotName[] }) {
  const { register, formState } = useFormContext<TermsValues>();
  const { botIds, until } = formState.errors;
  return (
    <>
      <fieldset className="grid gap-1.5" aria-describedby={botIds ? 'guest-bots-error' : undefined}>
        <legend className="mb-1.5 font-semibold">{t.guestBots}</legend>
        {bots.length === 0 && <p className="text-muted">{t.guestNoBots}</p>}
        <div className="grid max-h-48 gap-0.5 overflow-y-auto rounded-control border border-line p-1.5 empty:hidden">
          {bots.map(({ id, name }) => (
            <label key={id} className="flex cursor-pointer items-center gap-2.5 rounded-lg px-2 py-2 hover:bg-soft/60">
              <input type="checkbox" value={id} className="size-4.5 shrink-0 accent-primary" {...register('botIds')} />
              <span className="min-w-0 break-words">{name}</span>
            </label>
          ))}
        </div>
        {botIds?.message && (
          <p id="guest-bots-error" role="alert" className="text-small font-medium text-bad">
            {botIds.message}
          </p>
        )}
      </fieldset>
      <Field label={t.guestUntil} hint={t.guestUntilHint} error={until?.message}>
        {(control) => (
          <Input
            type="date"
            min={localDay(0)}
            max={localDay(365)}
            {...control}
            {...register('until')}
            className="w-48"
          />
        )}
      </Field>
    </>
  );
}
