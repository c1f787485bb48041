import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';

/** The frame of pages outside any organisation: sign-in, sign-up, invitation, errors. */
export function OutsidePage({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[460px] content-start gap-6 px-4 py-10 sm:content-center">
      <Logo />
      <div className="grid gap-6 rounded-card border border-line bg-card p-6 max-sm:p-5">
        <div className="grid gap-1">
          <h1 className="text-title font-bold">{title}</h1>
          {lead && <div className="text-muted">{lead}</div>}
        </div>
        {children}
      </div>
    </main>
  );
}
