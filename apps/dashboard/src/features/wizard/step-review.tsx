'use client';

import type { bot } from '@clawberth/core';
import { ShieldCheck } from 'lucide-react';
import { useFormContext } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import type { ProviderOption } from '@/features/bot/provider-option.ts';
import type { CheckState } from '@/lib/use-check.ts';
import { texts } from '@/texts/index.ts';
import type { Draft } from './draft.ts';

const t = texts.wizard;

type Props = {
  providers: ProviderOption[];
  keys: bot.ReusableKey[];
  token: CheckState<bot.TelegramBotFacts>;
  goTo: (step: number) => void;
};

/** Everything that was chosen, each with a way back to it. Secrets do not appear. */
export function StepReview({ providers, keys, token, goTo }: Props) {
  const draft = useFormContext<Draft>().getValues();
  const rows = [
    { label: t.review.name, value: draft.name, step: 0 },
    { label: t.review.job, value: t.templates[draft.template].title, step: 0 },
    { label: t.review.instructions, value: draft.instructions || t.review.nothing, step: 0 },
    { label: t.review.about, value: draft.about || t.review.nothing, step: 0 },
    { label: t.review.channel, value: channelText(draft, token), step: 1 },
    { label: t.review.model, value: modelText(draft, providers, keys), step: 2 },
    { label: t.review.access, value: t.reviewAccess[draft.channel], step: 3 },
  ];
  return (
    <>
      <Card className="py-1.5">
        <dl className="divide-y divide-line">
          {rows.map((row) => (
            <div key={row.label} className="grid grid-cols-[1fr_auto] gap-x-4 py-3 sm:grid-cols-[150px_1fr_auto]">
              <dt className="text-muted">{row.label}</dt>
              <dd className="col-start-1 line-clamp-4 whitespace-pre-line break-words sm:col-start-2">{row.value}</dd>
              <dd className="col-start-2 row-start-1 sm:col-start-3">
                <Button
                  variant="quiet"
                  size="text"
                  onClick={() => goTo(row.step)}
                  aria-label={`${t.change}: ${row.label}`}
                >
                  {t.change}
                </Button>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <p className="flex items-start gap-2 text-small text-muted">
        <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-primary" />
        {t.reviewSafety}
      </p>
    </>
  );
}

function channelText(draft: Draft, token: Props['token']): string {
  if (draft.channel === 'web') return t.web;
  return token.status === 'good' ? texts.bots.onTelegram(token.value.username) : t.telegram;
}

function modelText(draft: Draft, providers: ProviderOption[], keys: bot.ReusableKey[]): string {
  const provider = providers.find((entry) => entry.id === draft.providerId);
  if (!provider) return t.review.nothing;
  if (provider.demo) return t.demoTitle;
  const model = `${provider.label}, ${provider.models.find(({ id }) => id === draft.modelId)?.label ?? draft.modelId}`;
  const lender = keys.find(({ botId }) => botId === draft.keyFromBotId);
  return lender ? t.review.withKeyOf(model, lender.botName) : model;
}
