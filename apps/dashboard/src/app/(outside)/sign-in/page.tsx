import type { Metadata } from 'next';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { OtherWay } from '@/features/account/other-way.tsx';
import { SignInForm } from '@/features/account/sign-in-form.tsx';
import { readVisit, type OutsideVisit } from '@/server/outside-visit.ts';
import { texts } from '@/texts/index.ts';

const t = texts.account;
export const metadata: Metadata = { title: t.signInTitle };

export default async function SignInPage({ searchParams }: OutsideVisit) {
  const { next, email } = await readVisit(searchParams);
  return (
    <OutsidePage title={t.signInTitle} lead={t.signInLead}>
      <SignInForm next={next} email={email} />
      <OtherWay question={t.noAccount} href="/sign-up" label={t.signUpLink} next={next} />
    </OutsidePage>
  );
}
