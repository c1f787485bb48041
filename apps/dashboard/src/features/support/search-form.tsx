'use client';

import { Search } from 'lucide-react';
import Form from 'next/form';
import { useFormStatus } from 'react-dom';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.support;

/** What was looked for stands in the address, so that the way back works. */
export function SearchForm({ words }: { words: string }) {
  return (
    <Form action="/support" role="search">
      <Field label={t.search} hint={t.searchHint}>
        {(control) => (
          <div className="flex gap-2">
            <Input key={words} type="search" name="words" maxLength={200} defaultValue={words} {...control} />
            <SearchButton />
          </div>
        )}
      </Field>
    </Form>
  );
}

function SearchButton() {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" variant="primary" className="h-11" pending={pending}>
      {!pending && <Search aria-hidden />}
      {t.searchButton}
    </Button>
  );
}
