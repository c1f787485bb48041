import { MessagePage } from '@/components/shell/message-page.tsx';
import { texts } from '@/texts/index.ts';

export default function NotFound() {
  return <MessagePage title={texts.errors.notFoundTitle} text={texts.errors.notFoundText} />;
}
