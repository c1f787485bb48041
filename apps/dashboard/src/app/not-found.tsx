import { MessagePage } from '@/components/shell/message-page.tsx';
import { texts } from '@/texts/index.ts';

export default function NotFound() {
  return (
    <main className="mx-auto max-w-[640px] px-4">
      <MessagePage title={texts.errors.notFoundTitle} text={texts.errors.notFoundText} />
    </main>
  );
}
