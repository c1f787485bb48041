import { Notice } from '@/components/ui/notice.tsx';
import { texts } from '@/texts/index.ts';
import { BackToSignIn } from './back-to-sign-in.tsx';

const t = texts.password;

/** Where no letter can be sent: who can help instead. */
export function NoLetters() {
  return (
    <div className="grid gap-4">
      <Notice tone="warn">
        <p className="font-semibold">{t.noLettersTitle}</p>
        <p>{t.noLettersText}</p>
      </Notice>
      <BackToSignIn />
    </div>
  );
}
