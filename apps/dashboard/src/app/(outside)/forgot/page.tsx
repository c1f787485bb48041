import type { Metadata } from 'next';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { ForgotForm } from '@/features/password/forgot-form.tsx';
import { NoLetters } from '@/features/password/no-letters.tsx';
import { letterWay } from '@/server/letter-way.ts';
import { texts } from '@/texts/index.ts';

const t = texts.password;
export const metadata: Metadata = { title: t.forgotTitle };

export default function ForgotPage() {
  const way = letterWay();
  return (
    <OutsidePage title={t.forgotTitle} lead={way === 'none' ? undefined : t.forgotLead}>
      {way === 'none' ? <NoLetters /> : <ForgotForm mailbox={way === 'mailbox'} />}
    </OutsidePage>
  );
}
