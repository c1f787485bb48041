'use client';

import { useState, type ReactNode } from 'react';
import { askToSignIn } from './ask-to-sign-in.ts';
import { CodeStep } from './code-step.tsx';
import { PasswordStep } from './password-step.tsx';
import type { SignInValues } from './schemas.ts';

type Props = {
  next: string;
  email: string;
  /** `code`: Google or GitHub said who it is; only the code is missing. */
  begin: 'password' | 'code';
  /** What stands above the first step: notices and other ways to sign in. */
  children?: ReactNode;
  /** What stands below it. */
  footer?: ReactNode;
};

/** E-mail and password, then the code where one is asked for. The password is kept here meanwhile, and asked for once. */
export function SignInForm({ next, email, begin, children, footer }: Props) {
  const [entered, setEntered] = useState<SignInValues | null>(null);
  // A full load, so that nothing of the signed-out pages is kept.
  const goOn = () => window.location.assign(next);
  if (begin === 'code' || entered !== null)
    return (
      <CodeStep
        ask={(code) =>
          askToSignIn(entered ? { provider: 'credentials', ...entered, code } : { provider: 'code', code })
        }
        onSignedIn={goOn}
        onBack={() => (entered ? setEntered(null) : window.location.assign('/sign-in'))}
      />
    );
  return (
    <>
      {children}
      <PasswordStep email={email} onNeedsCode={setEntered} onSignedIn={goOn} />
      {footer}
    </>
  );
}
