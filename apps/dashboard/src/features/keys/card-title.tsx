import type { ReactNode } from 'react';

type Props = { title: string; about?: string | null; badge?: ReactNode };

/** What a card is about, with its state at the right. */
export function CardTitle({ title, about, badge }: Props) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h2 className="font-bold">{title}</h2>
        {about && <p className="text-muted">{about}</p>}
      </div>
      {badge}
    </div>
  );
}
