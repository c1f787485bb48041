import type { mail } from '@clawberth/core';
import { Mail } from 'lucide-react';
import { Card } from '@/components/ui/card.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { PageHeader } from '@/components/ui/page-header.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';
import { linkParts } from './link-parts.ts';

const t = texts.mailbox;

/** The letters as text, newest first; links of this dashboard can be followed. */
export function MailboxPage({ letters, ownOrigin }: { letters: Wire<mail.MailboxLetter>[]; ownOrigin: string }) {
  return (
    <main className="mx-auto max-w-[760px] px-4 py-10">
      <PageHeader title={t.title} lead={t.lead} />
      <div className="grid gap-4">
        <Notice>{t.setUp}</Notice>
        {letters.length === 0 && <EmptyState icon={<Mail aria-hidden />} title={t.none} text={t.noneText} />}
        {letters.map(({ id, recipient, subject, createdAt, text }) => (
          <Card key={id} className="grid gap-3">
            <div>
              <h2 className="font-bold break-words">{subject}</h2>
              <p className="text-small break-all text-muted">
                {t.to(recipient)} · <Time at={createdAt} />
              </p>
            </div>
            <p className="whitespace-pre-line [overflow-wrap:anywhere]">
              {linkParts(text, ownOrigin).map(({ at, piece, href }) =>
                href === null ? (
                  <span key={at}>{piece}</span>
                ) : (
                  <a key={at} href={href} className="font-medium text-primary underline underline-offset-4">
                    {piece}
                  </a>
                ),
              )}
            </p>
          </Card>
        ))}
      </div>
    </main>
  );
}
