'use client';

import { useRef, useState } from 'react';
import { OutsideLink } from '@/components/ui/outside-link.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { texts } from '@/texts/index.ts';
import { replaceProviderKeyAction } from './actions.ts';
import { SecretForm } from './secret-form.tsx';
import { StepList, type Step } from './step-list.tsx';
import { SwapDone } from './swap-done.tsx';

const t = texts.keys.provider;

type Props = { provider: ProviderOption; fingerprint: string; stopped: boolean; onClose: () => void };

/** From the provider's page to the swapped key; the server tries the new one before it takes the old one's place. */
export function ReplaceKey({ provider, fingerprint, stopped, onClose }: Props) {
  const { slug } = useOrganisation();
  const { id: botId } = useBot();
  const input = useRef<HTMLInputElement>(null);
  const { pending, run } = useAction();
  const [refusal, setRefusal] = useState<string>();
  // The page shows the new fingerprint as soon as it is there; the old key is the one to delete.
  const [old] = useState(fingerprint);
  const [done, setDone] = useState<string | null>(null);
  async function submit() {
    const key = input.current?.value.trim() ?? '';
    if (key === '') setRefusal(texts.wizard.checks.key);
    else {
      const result = await run(() => replaceProviderKeyAction(slug, { botId, key }), { refresh: true, quiet: true });
      if (result?.ok) return setDone(result.value.restarts ? t.swappedStart : t.swapped);
      if (result) setRefusal(result.fields['key'] ?? result.message);
    }
    input.current?.focus();
  }
  const deleteOld: Step = {
    label: (
      <>
        {t.deleteOld(old)} {provider.keyUrl ? <OutsideLink url={provider.keyUrl} /> : provider.label}
      </>
    ),
    detail: t.deleteText,
    status: 'waiting',
  };
  if (done !== null)
    return (
      <SwapDone
        onClose={onClose}
        steps={[{ label: t.asked(provider.label), status: 'done' }, { label: done, status: 'done' }, deleteOld]}
      />
    );
  return (
    <SecretForm
      label={t.replace}
      fieldLabel={t.field}
      error={refusal}
      place="provider_key"
      wanted={texts.pasteGuard.wanted.key(provider.label)}
      fits={({ providerId }) => providerId === provider.id}
      input={input}
      submitLabel={t.replace}
      pending={pending}
      locked={pending}
      onType={() => setRefusal(undefined)}
      onSubmit={submit}
      onCancel={onClose}
      before={<HowToGetOne provider={provider} stopped={stopped} />}
      after={
        pending && (
          <StepList
            steps={[
              { label: t.asking(provider.label), status: 'active' },
              { label: t.swapping, status: 'waiting' },
            ]}
          />
        )
      }
    />
  );
}

function HowToGetOne({ provider, stopped }: Pick<Props, 'provider' | 'stopped'>) {
  const steps = [
    {
      label: (
        <>
          {t.make} {provider.keyUrl ? <OutsideLink url={provider.keyUrl} /> : provider.label}
        </>
      ),
      text: t.makeText,
    },
    { label: t.limit, text: t.limitText },
    { label: t.paste, text: stopped ? t.pasteStopped : t.pasteText },
  ];
  return (
    <ol className="grid list-decimal gap-1.5 pl-5">
      {steps.map(({ label, text }) => (
        <li key={text}>
          {label}
          <p className="text-small text-muted">{text}</p>
        </li>
      ))}
    </ol>
  );
}
