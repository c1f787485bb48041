import type { ReactNode } from 'react';

/** A page's one heading, a line below it and its one main action. */
export function PageHeader({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <header className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-title font-bold">{title}</h1>
        {lead && <p className="text-muted">{lead}</p>}
      </div>
      {children}
    </header>
  );
}
