'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';
import { AUDIT_RESULTS } from './filters.ts';

const t = texts.audit;
type Option = { value: string; label: string };
type Props = { people: Option[]; bots: Option[]; actions: Option[] };

/** The filters, kept in the address so that a view can be sent to somebody. */
export function FilterBar({ people, bots, actions }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams();
  const results = AUDIT_RESULTS.map((value) => ({ value, label: t.results[value] }));
  const filters = [
    { name: 'person', label: t.person, any: t.anyone, options: people },
    { name: 'bot', label: t.bot, any: t.anyBot, options: bots },
    { name: 'action', label: t.action, any: t.anyAction, options: actions },
    { name: 'result', label: t.result, any: t.anyResult, options: results },
  ];
  function choose(name: string, value: string) {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false });
  }
  return (
    <div role="group" aria-label={t.filters} className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-4">
      {filters.map((filter) => (
        <Select
          key={filter.name}
          aria-label={filter.label}
          value={query.get(filter.name) ?? ''}
          onChange={(event) => choose(filter.name, event.target.value)}
        >
          <option value="">{filter.any}</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ))}
      {query.size > 0 && (
        <Button variant="quiet" size="text" className="justify-self-start" onClick={() => router.replace(pathname)}>
          {t.clear}
        </Button>
      )}
    </div>
  );
}
