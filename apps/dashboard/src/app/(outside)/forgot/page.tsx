import type { Metadata } from 'next';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { ForgotForm } from '@/features/password/forgot-form.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.password;
export const metadata: Metadata = { title: t.forgotTitle };

export default function ForgotPage() {
  return (
    <OutsidePage title={t.forgotTitle} lead={t.forgotLead}>
      <ForgotForm />
    </OutsidePage>
  );
}
