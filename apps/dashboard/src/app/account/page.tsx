import { account, secondFactor, session } from '@clawberth/core';
import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { env } from '@/env.ts';
import { ConnectedNotice } from '@/features/account/connected-notice.tsx';
import { IdentitiesCard } from '@/features/account/identities-card.tsx';
import { PasswordCard } from '@/features/account/password-card.tsx';
import { ProfileCard } from '@/features/account/profile-card.tsx';
import { ProofProvider } from '@/features/account/proof-context.tsx';
import { SecondFactorCard } from '@/features/account/second-factor-card.tsx';
import { SessionsCard } from '@/features/account/sessions-card.tsx';
import { readBrowser } from '@/lib/read-browser.ts';
import { offeredIdentityProviders } from '@/server/identity-providers.ts';
import { ownPage } from '@/server/own-page.ts';
import { texts } from '@/texts/index.ts';
import { toWire } from '@/wire.ts';

const t = texts.ownAccount;
export const metadata: Metadata = { title: t.title };

type Query = { connected?: string; error?: string; provider?: string; connecting?: string };

export default async function AccountPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { user, request } = await ownPage();
  const { userId } = user;
  const [profile, factor, identities, sessions] = await Promise.all([
    account.getProfile(request, { userId }),
    secondFactor.get(request, { userId }),
    account.listIdentities(request, { userId }),
    session.list(request, user),
  ]);
  const lines = sessions.map(({ userAgent, ...rest }) => ({ ...toWire(rest), ...readBrowser(userAgent) }));
  return (
    <ProofProvider value={{ hasPassword: profile.hasPassword, hasSecondFactor: factor.on }}>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="grid gap-4">
        <ConnectedNotice {...await searchParams} />
        <ProfileCard profile={toWire(profile)} />
        <PasswordCard />
        <SecondFactorCard factor={toWire(factor)} email={profile.email} />
        <IdentitiesCard identities={toWire(identities)} offered={offeredIdentityProviders(env())} />
        <SessionsCard sessions={lines} />
      </div>
    </ProofProvider>
  );
}
