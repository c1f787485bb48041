import { account } from '@clawberth/core';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { OrganisationForm } from '@/features/account/organisation-form.tsx';
import { SignOutButton } from '@/features/account/sign-out-button.tsx';
import { buildRequestContext } from '@/server/request-context.ts';
import { readSession } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';

const t = texts.account.organisation;

/** Leads to the person's first organisation; who has none may name one. */
export default async function StartPage() {
  const user = await readSession();
  if (!user) redirect('/sign-in');
  const organisations = await account.listOrganisations(await buildRequestContext(await headers(), user), user.userId);
  const first = organisations[0];
  if (first) redirect(`/o/${first.slug}/bots`);
  if (user.platformRole === 'support') redirect('/support');
  return (
    <OutsidePage title={t.title} lead={t.lead}>
      <OrganisationForm />
      <SignOutButton />
    </OutsidePage>
  );
}
