import Link from 'next/link';
import { texts } from '@/texts/index.ts';

/** The way out of a forgotten password. */
export function BackToSignIn() {
  return (
    <Link href="/sign-in" className="justify-self-start font-semibold text-primary underline-offset-4 hover:underline">
      {texts.password.back}
    </Link>
  );
}
