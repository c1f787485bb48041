'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { FormProvider, useForm, type Resolver } from 'react-hook-form';
import type { bot } from '@clawberth/core';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { ProviderPicker } from '@/features/provider/provider-picker.tsx';
import { useKeyCheck } from '@/features/provider/use-key-check.ts';
import { useMay, useOrganisation } from '@/features/settings/organisation-context.tsx';
import { showFormErrors } from '@/lib/show-form-errors.ts';
import { networkFailure } from '@/lib/use-action.ts';
import { useLeaveGuard } from '@/lib/use-leave-guard.ts';
import { texts } from '@/texts/index.ts';
import { deployAction } from './actions.ts';
import { BorrowedKeyPicker } from './borrowed-key-picker.tsx';
import { ChannelWithoutKeys } from './channel-without-keys.tsx';
import { draftSchema, emptyDraft, STEP_FIELDS, STEPS, type Draft } from './draft.ts';
import { makeDeployKey } from './make-deploy-key.ts';
import { StepAccess } from './step-access.tsx';
import { StepChannel } from './step-channel.tsx';
import { StepJob } from './step-job.tsx';
import { StepReview } from './step-review.tsx';
import { useSteps } from './use-steps.ts';
import { useTokenCheck } from './use-token-check.ts';
import { wizardMoves } from './wizard-moves.ts';
import { WizardFrame } from './wizard-frame.tsx';

/** Five questions and a button. What was typed stays until the bot is deployed, in this page's memory only. */
export function Wizard({ providers, keys }: { providers: ProviderOption[]; keys: bot.ReusableKey[] }) {
  const { slug } = useOrganisation();
  const router = useRouter();
  const { index, step, goTo } = useSteps();
  const maySetKeys = useMay('secret:manage');
  const deployKey = useRef<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [deployed, setDeployed] = useState(false);
  const findProvider = (id: string) => providers.find((provider) => provider.id === id);
  const resolver: Resolver<Draft> = (values, context, options) =>
    zodResolver(draftSchema(values, findProvider(values.providerId)))(values, context, options);
  const form = useForm<Draft>({ resolver, mode: 'onTouched', defaultValues: emptyDraft({ maySetKeys }) });
  const tokenCheck = useTokenCheck(slug);
  const keyCheck = useKeyCheck(slug);
  const moves = maySetKeys ? wizardMoves(form, providers) : {};
  useLeaveGuard(form.formState.isDirty && !deployed, texts.wizard.leave);

  async function outsideAgrees(): Promise<boolean> {
    const draft = form.getValues();
    if (step === 'channel' && draft.channel === 'telegram') return tokenCheck.check(draft.telegramToken.trim());
    if (step === 'provider' && draft.keyFromBotId === '' && findProvider(draft.providerId)?.keyPattern)
      return keyCheck.checkChoice(draft);
    return true;
  }

  async function deploy() {
    deployKey.current ??= makeDeployKey();
    const result = await deployAction(slug, { ...form.getValues(), deployKey: deployKey.current }).catch(
      networkFailure,
    );
    if (result.ok) {
      setDeployed(true);
      router.push(`/o/${slug}/bots/${result.value.botId}`);
      return;
    }
    setBusy(false);
    const fields = Object.keys(result.fields);
    const guilty = STEPS.findIndex((name) => STEP_FIELDS[name].some((field) => fields.includes(field)));
    if (guilty >= 0) goTo(guilty);
    showFormErrors(result, form.setError, STEP_FIELDS[STEPS[guilty] ?? 'review']);
  }

  async function submit() {
    if (busy) return;
    form.clearErrors('root');
    setBusy(true);
    if (step === 'review') return deploy();
    const onward = (await form.trigger([...STEP_FIELDS[step]], { shouldFocus: true })) && (await outsideAgrees());
    setBusy(false);
    if (onward) goTo(index + 1);
  }

  return (
    <FormProvider {...form}>
      <WizardFrame index={index} step={step} busy={busy} onBack={() => goTo(index - 1)} onSubmit={() => void submit()}>
        {step === 'job' && <StepJob moves={moves} />}
        {step === 'channel' && (maySetKeys ? <StepChannel check={tokenCheck} moves={moves} /> : <ChannelWithoutKeys />)}
        {step === 'provider' &&
          (maySetKeys ? (
            <ProviderPicker providers={providers} check={keyCheck} moves={moves} />
          ) : (
            <BorrowedKeyPicker providers={providers} keys={keys} />
          ))}
        {step === 'access' && <StepAccess />}
        {step === 'review' && <StepReview providers={providers} keys={keys} token={tokenCheck.state} goTo={goTo} />}
      </WizardFrame>
    </FormProvider>
  );
}
