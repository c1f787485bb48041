'use client';

import { useFormContext, useWatch, type FieldPathByValue, type FieldValues, type PathValue } from 'react-hook-form';
import { PasteGuard, type Moves } from './paste-guard.tsx';

type Props<Values extends FieldValues> = { name: FieldPathByValue<Values, string>; readers: string; moves?: Moves };

/** The paste guard of one text of the form around it. */
export function FieldGuard<Values extends FieldValues>({ name, ...guard }: Props<Values>) {
  const { control, setValue } = useFormContext<Values>();
  const text: unknown = useWatch({ control, name });
  return (
    <PasteGuard
      text={typeof text === 'string' ? text : ''}
      onChange={(left) =>
        setValue(name, left as PathValue<Values, typeof name>, { shouldDirty: true, shouldValidate: true })
      }
      {...guard}
    />
  );
}
