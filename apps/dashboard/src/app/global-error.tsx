'use client';

import { BrokenPage } from '@/components/shell/broken-page.tsx';
import './globals.css';

export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto max-w-[640px] px-4">
          <BrokenPage {...props} />
        </main>
      </body>
    </html>
  );
}
