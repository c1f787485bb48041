import { cn } from '@/lib/cn.ts';
import { texts } from '@/texts/index.ts';
import type { ChatMessage } from './use-chat.ts';

const t = texts.bot.chat;

/** One message; an answer on its way shows three dots until its first words. */
export function Bubble({ message, botName }: { message: ChatMessage; botName: string }) {
  const mine = message.role === 'user';
  return (
    <div
      className={cn(
        'max-w-[90%] rounded-[12px] px-3.5 py-2.5 break-words whitespace-pre-wrap',
        mine ? 'self-end rounded-br-none bg-soft' : 'self-start rounded-bl-none bg-paper',
      )}
    >
      <span className="sr-only">{mine ? t.you : botName}: </span>
      {message.text}
      {!message.text && !message.failed && <Dots label={t.typing(botName)} />}
      {message.failed && (
        <span role="alert" className={cn('block text-small text-bad', message.text && 'mt-1')}>
          {message.failed}
        </span>
      )}
    </div>
  );
}

function Dots({ label }: { label: string }) {
  return (
    <span className="inline-flex gap-1 py-1.5 align-middle">
      <span className="sr-only">{label}</span>
      {[0, 1, 2].map((dot) => (
        <span key={dot} aria-hidden className="pulse-dot size-1.5 rounded-full bg-muted" />
      ))}
    </span>
  );
}
