'use client';

import type { Role } from '@clawberth/core/screens';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { GuestFields } from './guest-fields.tsx';
import { MAIN_ROLES, MORE_ROLES, type TermsValues } from './schema.ts';
import type { BotName } from './team-page.tsx';

const t = texts.team;

/** Which role, with one sentence each, and what a guest sees; fills in the TermsValues of the form around it. */
export function RoleFields({ bots }: { bots: BotName[] }) {
  const { role: ownRole } = useOrganisation();
  const { control, getValues, formState } = useFormContext<TermsValues>();
  const role = useWatch({ control, name: 'role' });
  const [more, setMore] = useState(() => isMore(getValues('role')));
  // Only an owner makes owners; the server says so as well.
  const main = ownRole === 'owner' ? MAIN_ROLES : MAIN_ROLES.filter((one) => one !== 'owner');
  const error = formState.errors.role?.message;
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-semibold">{t.role}</legend>
        {[...main, ...(more ? MORE_ROLES : [])].map((one) => (
          <RoleChoice key={one} role={one} />
        ))}
        {!more && (
          <Button variant="quiet" size="text" className="justify-self-start" onClick={() => setMore(true)}>
            {t.moreRoles}
          </Button>
        )}
        {error && (
          <p role="alert" className="text-small font-medium text-bad">
            {error}
          </p>
        )}
      </fieldset>
      {role === 'guest' && <GuestFields bots={bots} />}
    </>
  );
}

function RoleChoice({ role }: { role: Role }) {
  const { register } = useFormContext<TermsValues>();
  return (
    <ChoiceCard
      value={role}
      title={texts.common.roles[role]}
      text={t.roleTexts[role]}
      className="py-2.5"
      {...register('role')}
    />
  );
}

function isMore(role: Role): boolean {
  return MORE_ROLES.some((one) => one === role);
}
