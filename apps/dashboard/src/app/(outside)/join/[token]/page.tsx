import { ClawberthError, member } from '@clawberth/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { OutsidePage } from '@/components/shell/outside-page.tsx';
import { JoinChoices } from '@/features/account/join-choices.tsx';
import { Time } from '@/components/ui/time.tsx';
import { buildRequestContext } from '@/server/request-context.ts';
import { readSession } from '@/server/session.ts';
import { texts } from '@/texts/index.ts';

const t = texts.account.join;
export const metadata: Metadata = { title: t.accept };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const preview = await readInvitation(token);
  if (!preview) return <OutsidePage title={t.unknownTitle} lead={t.unknownText} />;
  if (preview.state !== 'open') {
    const { title, text } = t.states[preview.state];
    return <OutsidePage title={title} lead={text} />;
  }
  const user = await readSession();
  const role = texts.common.roles[preview.role];
  return (
    <OutsidePage
      title={t.title(preview.organisationName)}
      lead={
        <>
          <p>{t.lead(preview.invitedByName, role)}</p>
          <p>{t.forEmail(preview.email)}</p>
          {preview.guestUntil && (
            <p>
              {texts.team.joinGuest} <Time at={preview.guestUntil.toISOString()} />.
            </p>
          )}
        </>
      }
    >
      <JoinChoices token={token} invitedEmail={preview.email} signedInEmail={user?.email ?? null} />
    </OutsidePage>
  );
}

async function readInvitation(token: string) {
  try {
    return await member.previewInvitation(await buildRequestContext(await headers()), { token: token.slice(0, 200) });
  } catch (error) {
    if (error instanceof ClawberthError && ['not_found', 'invalid_input'].includes(error.code)) return null;
    throw error;
  }
}
