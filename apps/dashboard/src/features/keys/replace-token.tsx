'use client';

import type { bot } from '@clawberth/core';
import { useCallback, useRef, useState } from 'react';
import { OutsideLink } from '@/components/ui/outside-link.tsx';
import { useBot } from '@/features/bot/bot-context.tsx';
import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { useAction } from '@/lib/use-action.ts';
import { useCheck } from '@/lib/use-check.ts';
import { texts } from '@/texts/index.ts';
import { checkNewTokenAction, replaceTelegramTokenAction } from './actions.ts';
import { NewTokenOutcome } from './new-token-outcome.tsx';
import { SecretForm } from './secret-form.tsx';
import { StepList } from './step-list.tsx';
import { TokenSwapped, type TokenSwap } from './token-swapped.tsx';

const t = texts.keys.telegram;
export const BOT_FATHER = 'https://t.me/BotFather';
const TOKEN_SHAPE = /^\d{6,12}:[\w-]{35}$/;

type Props = { username: string | null; fingerprint: string; onClose: () => void };

/** From BotFather to the swapped token: says whose token it is and what it will do before anything changes. */
export function ReplaceToken({ username, fingerprint, onClose }: Props) {
  const { slug } = useOrganisation();
  const { id: botId, generation } = useBot();
  const input = useRef<HTMLInputElement>(null);
  const facts = useRef<bot.NewTokenFacts | null>(null);
  const ask = useCallback(
    async (token: string) => {
      const result = await checkNewTokenAction(slug, { botId, token });
      facts.current = result.ok ? result.value : null;
      return result;
    },
    [slug, botId],
  );
  const { state: checked, check, reset } = useCheck(ask);
  const { pending, run } = useAction();
  const [refusal, setRefusal] = useState<string>();
  const [swap, setSwap] = useState<TokenSwap | null>(null);

  function type(token: string) {
    setRefusal(undefined);
    reset();
    if (TOKEN_SHAPE.test(token)) void check(token);
  }
  async function submit() {
    const token = input.current?.value.trim() ?? '';
    if (token === '') return refuse(texts.wizard.checks.token);
    const read = checked.status === 'good' && checked.subject === token;
    if (!(await check(token)) || !facts.current) return input.current?.focus();
    const known = facts.current;
    // Nobody restarts a bot, or moves it to another Telegram bot, before they have read that it does.
    if (!read && (known.restarts || !known.sameBot)) return;
    const result = await run(() => replaceTelegramTokenAction(slug, { botId, token }), { refresh: true, quiet: true });
    if (result?.ok) return setSwap({ ...known, ...result.value, generation, old: { username, fingerprint } });
    if (result) refuse(result.fields['token'] ?? result.message);
  }
  function refuse(message: string) {
    setRefusal(message);
    input.current?.focus();
  }
  if (swap) return <TokenSwapped swap={swap} onClose={onClose} />;
  return (
    <SecretForm
      label={t.replace}
      fieldLabel={t.field}
      error={refusal ?? (checked.status === 'bad' ? checked.message : undefined)}
      place="telegram_token"
      wanted={texts.pasteGuard.wanted.token}
      fits={({ place }) => place === 'telegram_token'}
      input={input}
      submitLabel={t.replace}
      pending={pending}
      locked={pending}
      onType={type}
      onLeave={(token) => void (token !== '' && checked.status === 'idle' && check(token))}
      onSubmit={submit}
      onCancel={onClose}
      before={<HowToGetOne username={username} />}
      after={
        pending && checked.status === 'good' ? (
          <StepList
            steps={[
              { label: t.asked(checked.value.username), status: 'done' },
              { label: t.swapping, status: 'active' },
              { label: t.ends, status: 'waiting' },
            ]}
          />
        ) : (
          <NewTokenOutcome state={checked} />
        )
      }
    />
  );
}

function HowToGetOne({ username }: { username: string | null }) {
  return (
    <div className="grid gap-2">
      <ol className="grid list-decimal gap-1 pl-5">
        <li>
          {t.open} <OutsideLink url={BOT_FATHER} label="@BotFather" /> {t.andSend}{' '}
          <code className="rounded-md bg-quiet-soft px-1.5 py-0.5 text-small">/revoke</code>
        </li>
        <li>{t.chooseBot(username)}</li>
        <li>{t.copy}</li>
      </ol>
      <p className="text-small text-muted">{t.between}</p>
    </div>
  );
}
