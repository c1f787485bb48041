import { MessagePage } from '@/components/shell/message-page.tsx';
import { texts } from '@/texts/index.ts';

export default function Forbidden() {
  return (
    <main className="mx-auto max-w-[640px] px-4">
      <MessagePage title={texts.errors.forbiddenTitle} text={texts.errors.forbiddenText} />
    </main>
  );
}
