import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { OtherWay } from '@/features/account/other-way.tsx';
import { SignUpForm } from '@/features/account/sign-up-form.tsx';
import { nextPath } from '@/lib/next-path.ts';
import { readSession } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';

const t = texts.account;
export const metadata: Metadata = { title: t.signUpTitle };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string; email?: string }>;
}) {
  const query = await searchParams;
  const next = nextPath(query.next);
  if (await readSession()) redirect(next);
  return (
    <OutsidePage title={t.signUpTitle} lead={t.signUpLead}>
      <SignUpForm next={next} email={String(query.email ?? '').slice(0, 254)} />
      <OtherWay question={t.haveAccount} href="/sign-in" label={t.signIn} next={next} />
    </OutsidePage>
  );
}
