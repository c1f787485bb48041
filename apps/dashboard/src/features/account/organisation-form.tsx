'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { FormProvider, useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FieldGuard } from '@/features/paste-guard/field-guard.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { createOrganisationAction } from './actions.ts';
import { organisationSchema, type OrganisationValues } from './schemas.ts';

const t = texts.account;

/** For somebody who belongs to no organisation: names one of their own. */
export function OrganisationForm() {
  const form = useForm<OrganisationValues>({
    resolver: zodResolver(organisationSchema),
    mode: 'onTouched',
    defaultValues: { organisationName: '' },
  });
  const { register, handleSubmit, setError, formState } = form;
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    const result = await createOrganisationAction(values).catch(networkFailure);
    if (result.ok) return window.location.assign(`/o/${result.value.organisationSlug}/bots`);
    const name = result.fields['name'];
    if (name) return setError('organisationName', { message: name }, { shouldFocus: true });
    showFormErrors(result, setError, ['organisationName']);
  });
  return (
    <FormProvider {...form}>
      <form noValidate className="grid gap-4" method="post" onSubmit={(event) => void submit(event)}>
        {errors.root?.message && <Notice tone="bad">{errors.root.message}</Notice>}
        <Field label={t.organisationName} hint={t.organisationHint} error={errors.organisationName?.message}>
          {(control) => <Input autoComplete="organization" {...control} {...register('organisationName')} />}
        </Field>
        <FieldGuard<OrganisationValues> name="organisationName" readers={texts.pasteGuard.readers.organisation} />
        <Button type="submit" variant="primary" pending={isSubmitting}>
          {t.organisation.create}
        </Button>
      </form>
    </FormProvider>
  );
}
