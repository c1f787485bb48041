import type { Metadata } from 'next';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { ResetForm } from '@/features/password/reset-form.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.password;
export const metadata: Metadata = { title: t.resetTitle };

export default function ResetPage() {
  return (
    <OutsidePage title={t.resetTitle} lead={t.resetLead}>
      <ResetForm />
    </OutsidePage>
  );
}
