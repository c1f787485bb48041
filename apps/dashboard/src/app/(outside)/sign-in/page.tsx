import type { Metadata } from 'next';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { env } from '@/env.ts';
import { IdentityButtons } from '@/features/account/identity-buttons.tsx';
import { OtherWay } from '@/features/account/other-way.tsx';
import { SignInForm } from '@/features/account/sign-in-form.tsx';
import { SignInNotice } from '@/features/account/sign-in-notice.tsx';
import { offeredIdentityProviders } from '@/server/identity-providers.ts';
import { readVisit } from '@/server/outside-visit.ts';
import { readSessionEnd } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';

const t = texts.account;
export const metadata: Metadata = { title: t.signInTitle };

type Query = { next?: string; email?: string; callbackUrl?: string; step?: string; error?: string; provider?: string };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, email } = await readVisit(searchParams);
  const { step, error, provider } = await searchParams;
  const refused = error === undefined ? null : { error: String(error), provider: String(provider ?? '') };
  return (
    <OutsidePage title={t.signInTitle} lead={t.signInLead}>
      <SignInForm
        next={next}
        email={email}
        begin={step === 'code' ? 'code' : 'password'}
        footer={<OtherWay question={t.noAccount} href="/sign-up" label={t.signUpLink} next={next} />}
      >
        <SignInNotice ended={await readSessionEnd()} refused={refused} comingBack={next !== '/'} />
        <IdentityButtons offered={offeredIdentityProviders(env())} next={next} />
      </SignInForm>
    </OutsidePage>
  );
}
