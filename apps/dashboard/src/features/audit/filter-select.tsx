'use client';

import { Select } from '@/components/ui/input.tsx';
import { useFilterQuery } from './use-filter-query.ts';

export type Option = { value: string; label: string };
export type Group = { label: string; options: Option[] };

type Props = {
  /** Its name in the address. */
  name: string;
  label: string;
  /** The word for no choice. */
  any: string;
  options?: readonly Option[];
  groups?: readonly Group[];
  /** What a value of the address is called that is no longer among the options. */
  unknown?: string;
};

/** One filter: a list of which at most one is chosen. */
export function FilterSelect({ name, label, any, options = [], groups = [], unknown }: Props) {
  const { query, change } = useFilterQuery();
  const value = query.get(name) ?? '';
  const known = [...options, ...groups.flatMap((group) => group.options)].some((option) => option.value === value);
  return (
    <Select aria-label={label} value={value} onChange={(event) => change({ [name]: event.target.value })}>
      <option value="">{any}</option>
      {!known && value !== '' && <option value={value}>{unknown ?? value}</option>}
      {options.map(toOption)}
      {groups.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.options.map(toOption)}
        </optgroup>
      ))}
    </Select>
  );
}

function toOption({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}
