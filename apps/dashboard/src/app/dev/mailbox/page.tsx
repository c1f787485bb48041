import { mail } from '@clawberth/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { env } from '@/env.ts';
import { MailboxPage } from '@/features/mailbox/mailbox-page.tsx';
import { isLoopbackAddress, isLoopbackName } from '@/mail-fields.ts';
import { getServices } from '@/server/services.ts';
import { texts } from '@/texts/index.ts';
import { toWire } from '@/wire.ts';

export const metadata: Metadata = { title: texts.mailbox.title, robots: 'noindex' };

/** Letters of a machine without a mail server. Not there unless it was asked for, nor for anybody but the machine itself. */
export default async function Page() {
  const fromHere = await askedFromHere();
  const { MAIL_MAILBOX, NEXTAUTH_URL } = env();
  if (!MAIL_MAILBOX || !fromHere) notFound();
  const letters = await mail.readMailbox(await getServices());
  return <MailboxPage letters={toWire(letters)} ownOrigin={new URL(NEXTAUTH_URL).origin} />;
}

/** The name is checked as well: another site's page may make its own name point to this machine. */
async function askedFromHere(): Promise<boolean> {
  const asked = await headers();
  const host = asked.get('host') ?? '';
  const named = URL.canParse(`http://${host}`) && isLoopbackName(new URL(`http://${host}`).hostname);
  return named && isLoopbackAddress(asked.get('x-forwarded-for'));
}
