import type { session } from '@clawberth/core';
import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.account;

type Props = {
  /** Why the session that this browser had is over. */
  ended: session.SessionEnd | null;
  /** What a way through Google or GitHub came to, as `?error=…&provider=…` names it. */
  refused: { error: string; provider: string } | null;
  /** Whether there is somewhere to come back to. */
  comingBack: boolean;
};

/** Why somebody who wanted to be elsewhere sees the sign-in page. */
export function SignInNotice({ ended, refused, comingBack }: Props) {
  if (refused !== null) return <Notice tone="bad">{sentence(refused)}</Notice>;
  if (ended === null) return null;
  return (
    <Notice>
      <p>{t.ended[ended]}</p>
      {comingBack && <p>{t.ended.back}</p>}
    </Notice>
  );
}

function sentence({ error, provider }: { error: string; provider: string }): string {
  const name = provider === 'google' || provider === 'github' ? t.providers[provider] : t.refused.somebody;
  if (error === 'conflict') return t.refused.conflict(name);
  if (error === 'forbidden') return t.refused.forbidden(name);
  // Next-auth's words for somebody who said no over there, and for an answer that nobody had asked for; it names no one.
  if (error === 'AccessDenied' || error === 'Callback' || error === 'OAuthCallback') return t.refused.cancelled;
  if (error === 'too_many_requests') return t.tooManyRequests;
  return t.refused.other(name);
}
