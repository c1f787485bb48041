'use client';

import { useOrganisation } from '@/features/settings/organisation-context.tsx';
import { texts } from '@/texts/index.ts';
import { MessagePage } from './message-page.tsx';

const t = texts.errors;

/** Inside an organisation: not found and forbidden, said to the reader's own role, with the way back to its bots. */
export function OrganisationMessage({ kind }: { kind: 'notFound' | 'forbidden' }) {
  const { slug, role } = useOrganisation();
  const back = `/o/${slug}/bots`;
  if (kind === 'notFound') return <MessagePage title={t.notFoundTitle} text={t.notFoundText} back={back} />;
  return <MessagePage title={t.forbiddenTitle} text={t.forbiddenTexts[role]} back={back} />;
}
