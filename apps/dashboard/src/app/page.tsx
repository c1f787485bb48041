import { account } from '@clawberth/core';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { SignOutButton } from '@/features/account/sign-out-button.tsx';
import { buildRequestContext } from '@/server/request-context.ts';
import { readSession } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';

/** Leads to the person's first organisation. */
export default async function StartPage() {
  const user = await readSession();
  if (!user) redirect('/sign-in');
  const organisations = await account.listOrganisations(await buildRequestContext(await headers()), user.userId);
  const first = organisations[0];
  if (first) redirect(`/o/${first.slug}/bots`);
  return (
    <OutsidePage title={texts.errors.noOrganisationTitle} lead={texts.errors.noOrganisationText}>
      <SignOutButton />
    </OutsidePage>
  );
}
