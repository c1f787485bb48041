'use client';

import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.support;

/** A plain form: what was looked for stands in the address, so that the way back works. */
export function SearchForm({ words }: { words: string }) {
  return (
    <form className="grid gap-3" role="search">
      <Field label={t.search} hint={t.searchHint}>
        {(control) => <Input type="search" name="words" maxLength={200} defaultValue={words} {...control} />}
      </Field>
      <div>
        <Button type="submit" variant="primary">
          {t.searchButton}
        </Button>
      </div>
    </form>
  );
}
