import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.ownAccount.identities;

type Props = { connected: string | undefined; error: string | undefined; provider: string | undefined };

/** What coming back from Google or GitHub came to. What is not one of ours is not repeated. */
export function ConnectedNotice({ connected, error, provider }: Props) {
  const name = nameOf(connected ?? provider);
  if (name === null) return null;
  if (connected !== undefined) return <Notice tone="good">{t.nowConnected(name)}</Notice>;
  if (error === undefined) return null;
  const say = error === 'conflict' || error === 'not_signed_in' ? t.failed[error] : t.failed.other;
  return <Notice tone="bad">{say(name)}</Notice>;
}

function nameOf(provider: string | undefined): string | null {
  return provider === 'google' || provider === 'github' ? t.names[provider] : null;
}
