'use client';

import { BrokenPage } from '@/components/shell/broken-page.tsx';

export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-[640px] px-4">
      <BrokenPage {...props} />
    </main>
  );
}
