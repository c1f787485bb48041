'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { writeFilters, type AuditFilters } from './filters.ts';

const t = texts.audit;
const FORMATS = ['csv', 'ndjson'] as const;

/** What the page shows, as a file: plain links, so that a long download needs no page to stay open. */
export function ExportLinks({ filters }: { filters: AuditFilters }) {
  const { slug } = useOrganisation();
  if (!useMay('audit:export')) return null;
  return (
    <div role="group" aria-label={t.export} className="flex flex-wrap gap-2">
      {FORMATS.map((format) => {
        const query = writeFilters(filters);
        query.set('format', format);
        return (
          <Button key={format} asChild>
            <a href={`/api/o/${slug}/audit/export?${query}`} download>
              <Download aria-hidden />
              {t.exportAs[format]}
            </a>
          </Button>
        );
      })}
    </div>
  );
}
