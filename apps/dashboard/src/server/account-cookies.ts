import 'server-only';
import { cookies } from 'next/headers';
import { env } from '@/env.ts';

/** `code`: signed in at Google or GitHub, a code is missing. `connect`: this session may connect one of them. */
const NAMES = { code: 'clawberth.code-ticket', connect: 'clawberth.connect-ticket' } as const;
type Purpose = keyof typeof NAMES;

const overTls = () => env().NEXTAUTH_URL.startsWith('https:');
/** Over TLS a browser takes a cookie of such a name by TLS alone. */
const nameOf = (purpose: Purpose) => `${overTls() ? '__Secure-' : ''}${NAMES[purpose]}`;

/** Core's tickets live ten minutes; scripts and other paths never see them. */
const options = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: overTls(),
  path: '/api/auth',
  maxAge: 600,
});

/** Keeps a ticket of core's in the browser until the next step. */
export async function keepTicket(purpose: Purpose, ticket: string): Promise<void> {
  (await cookies()).set(nameOf(purpose), ticket, options());
}

/** The ticket, or null. */
export async function readTicket(purpose: Purpose): Promise<string | null> {
  return (await cookies()).get(nameOf(purpose))?.value ?? null;
}

export async function dropTicket(purpose: Purpose): Promise<void> {
  (await cookies()).set(nameOf(purpose), '', { ...options(), maxAge: 0 });
}
