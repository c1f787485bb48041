'use client';

import { Search } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { ExactDates } from './exact-dates.tsx';
import { FilterSelect, type Group, type Option } from './filter-select.tsx';
import { AUDIT_RESULTS, RANGES } from './filters.ts';
import { useFilterQuery } from './use-filter-query.ts';

const t = texts.audit;
const EXACT = 'exact';
const SEARCH_MAX_CHARACTERS = 200;
type Props = { people: Option[]; bots: Option[]; actions: Group[] };

/** The filters, kept in the address so that a view can be sent to somebody. */
export function FilterBar({ people, bots, actions }: Props) {
  const { query, change, clear, pending } = useFilterQuery();
  const { role } = useOrganisation();
  const [exact, setExact] = useState(false);
  const dates = query.has('from') || query.has('to');
  const range = exact || dates ? EXACT : (query.get('range') ?? '');
  const search = useRef<HTMLInputElement>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    change({ search: search.current?.value.trim() ?? '' });
  }
  function chooseRange(value: string) {
    setExact(value === EXACT);
    if (value !== EXACT) change({ range: value, from: '', to: '' });
  }
  function clearAll() {
    setExact(false);
    if (search.current) search.current.value = '';
    clear();
  }
  return (
    <div role="group" aria-label={t.filters} className="mb-4 grid gap-3">
      <form role="search" onSubmit={submit} className="flex gap-2">
        <Input
          key={query.get('search') ?? ''}
          ref={search}
          type="search"
          aria-label={t.search}
          placeholder={role === 'support' ? t.searchIdPlaceholder : t.searchPlaceholder}
          maxLength={SEARCH_MAX_CHARACTERS}
          defaultValue={query.get('search') ?? ''}
        />
        <Button type="submit" className="h-11" pending={pending}>
          {!pending && <Search aria-hidden />}
          {t.searchButton}
        </Button>
      </form>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-5">
        <FilterSelect name="person" label={t.person} any={t.anyone} unknown={t.unknownPerson} options={people} />
        <FilterSelect name="bot" label={t.bot} any={t.anyBot} unknown={t.unknownBot} options={bots} />
        <FilterSelect name="action" label={t.action} any={t.anyAction} groups={actions} />
        <FilterSelect
          name="result"
          label={t.result}
          any={t.anyResult}
          options={AUDIT_RESULTS.map((value) => ({ value, label: t.results[value] }))}
        />
        <Select
          className="max-md:col-span-2"
          aria-label={t.time}
          value={range}
          onChange={(event) => chooseRange(event.target.value)}
        >
          <option value="">{t.anyTime}</option>
          {Object.keys(RANGES).map((value) => (
            <option key={value} value={value}>
              {t.ranges[value as keyof typeof RANGES]}
            </option>
          ))}
          <option value={EXACT}>{t.exactDates}</option>
        </Select>
      </div>
      {range === EXACT && <ExactDates key={`${query.get('from')} ${query.get('to')}`} />}
      {query.size > 0 && (
        <Button variant="quiet" size="text" className="justify-self-start" onClick={clearAll}>
          {t.clear}
        </Button>
      )}
      <span className="sr-only" role="status">
        {pending ? texts.common.loading : ''}
      </span>
    </div>
  );
}
