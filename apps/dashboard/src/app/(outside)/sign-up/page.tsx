import type { Metadata } from 'next';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { env } from '@/env.ts';
import { IdentityButtons } from '@/features/account/identity-buttons.tsx';
import { OtherWay } from '@/features/account/other-way.tsx';
import { SignUpForm } from '@/features/account/sign-up-form.tsx';
import { offeredIdentityProviders } from '@/server/identity-providers.ts';
import { readVisit, type OutsideVisit } from '@/server/outside-visit.ts';
import { texts } from '@/texts/index.ts';

const t = texts.account;
export const metadata: Metadata = { title: t.signUpTitle };

export default async function SignUpPage({ searchParams }: OutsideVisit) {
  const { next, email } = await readVisit(searchParams);
  return (
    <OutsidePage title={t.signUpTitle} lead={t.signUpLead}>
      <IdentityButtons offered={offeredIdentityProviders(env())} next={next} />
      <SignUpForm next={next} email={email} />
      <OtherWay question={t.haveAccount} href="/sign-in" label={t.signIn} next={next} />
    </OutsidePage>
  );
}
