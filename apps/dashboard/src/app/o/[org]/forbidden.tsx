import { MessagePage } from '@/components/shell/message-page.tsx';
import { texts } from '@/texts/index.ts';

export default function Forbidden() {
  return <MessagePage title={texts.errors.forbiddenTitle} text={texts.errors.forbiddenText} />;
}
