'use client';

import { ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/input.tsx';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';
import { texts } from '@/texts/index.ts';
import { Bubble } from './bubble.tsx';
import { useChat } from './use-chat.ts';

const t = texts.bot.chat;

/** Messages and the line to write in. */
export function ChatBox({ url, botName, blocked }: { url: string; botName: string; blocked: string | null }) {
  const { messages, answering, history, send } = useChat(url, blocked === null);
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (messages.length > 0) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);
  function submit() {
    const message = text.trim();
    if (!message || answering || blocked !== null) return;
    setText('');
    void send(message);
  }
  return (
    <>
      <ScrollBox
        ref={list}
        role="log"
        aria-label={t.title}
        className="-mx-1 flex min-h-0 flex-1 flex-col gap-2.5 overflow-y-auto px-1 py-1"
      >
        {messages.length === 0 && (
          <p className="text-small text-muted">{blocked ?? (history === 'opening' ? t.opening : t.empty)}</p>
        )}
        {blocked === null && history === 'failed' && messages.length === 0 && (
          <p className="text-small text-muted">{t.historyFailed}</p>
        )}
        {messages.map((message) => (
          <Bubble key={message.id} message={message} botName={botName} />
        ))}
        {blocked !== null && messages.length > 0 && <p className="text-small text-muted">{blocked}</p>}
      </ScrollBox>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Input
          aria-label={t.label}
          placeholder={t.placeholder}
          autoComplete="off"
          maxLength={8_000}
          value={text}
          disabled={blocked !== null}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          type="submit"
          variant="primary"
          size="icon"
          className="size-11 shrink-0"
          aria-label={t.send}
          disabled={blocked !== null || answering || !text.trim()}
        >
          <ArrowUp aria-hidden />
        </Button>
      </form>
    </>
  );
}
