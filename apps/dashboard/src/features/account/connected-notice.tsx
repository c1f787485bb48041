import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.ownAccount.identities;

type Props = { connected?: string; error?: string; provider?: string; connecting?: string };

/** What coming back from Google or GitHub came to. What is not one of ours is not repeated. */
export function ConnectedNotice({ connected, error, provider, connecting }: Props) {
  const name = nameOf(connected ?? provider ?? connecting);
  if (name === null) return null;
  if (connected !== undefined) return <Notice tone="good">{t.nowConnected(name)}</Notice>;
  // Back without a word of ours: it ended over there.
  const say = error === 'conflict' || error === 'not_signed_in' ? t.failed[error] : t.failed.other;
  return <Notice tone="bad">{say(name)}</Notice>;
}

function nameOf(provider: string | undefined): string | null {
  return provider === 'google' || provider === 'github' ? t.names[provider] : null;
}
